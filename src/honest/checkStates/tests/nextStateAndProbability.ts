import { independenceTest } from '../independenceTest.js';
import type { StateTest } from '../stateTest.js';
import { NO_PROBABILITIES } from './noProbabilities.js';

/**
 * D4: given state and action, the next state does not depend on the logged probability of the action: whether it was
 * deliberate or a slip.
 */
export const nextStateAndProbability: StateTest = independenceTest({
  name: 'D4',
  question: 'does the next state depend on how probable the choice was?',
  ask: ({ log, pair, chance }) => (chance ? { stratum: pair, given: chance, answer: log.nextState } : NO_PROBABILITIES),
  lacking: 'no choice in a state has different logged probabilities and different next states, often enough to compare',
});
