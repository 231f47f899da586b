import { independenceTest } from '../independenceTest.js';
import type { StateTest } from '../stateTest.js';
import { NO_PROBABILITIES } from './noProbabilities.js';

/** D5: given state and action, whether the run ends there, and how, does not depend on the logged probability. */
export const endAndProbability: StateTest = independenceTest({
  name: 'D5',
  question: 'does the end of the run depend on how probable the choice was?',
  ask: ({ pair, chance, end }) => (chance ? { stratum: pair, given: chance, answer: end } : NO_PROBABILITIES),
  lacking: 'no choice in a state has different logged probabilities and different ends, often enough to compare',
});
