import { independenceTest } from '../independenceTest.js';
import type { StateTest } from '../stateTest.js';

/** D2: given state and action, whether the run ends there, and how, does not depend on the state and action before. */
export const endAndPast: StateTest = independenceTest({
  name: 'D2',
  question: 'does the end of the run depend on what came before the state?',
  ask: ({ pair, before, end }) => ({ stratum: pair, given: before, answer: end }),
  lacking: 'no choice in a state has different pasts and different ends, often enough to compare',
});
