import { independenceTest } from '../independenceTest.js';
import type { StateTest } from '../stateTest.js';

/** D1: given state and action, the next state does not depend on the state and action before. */
export const nextStateAndPast: StateTest = independenceTest({
  name: 'D1',
  question: 'does the next state depend on what came before the state?',
  ask: ({ log, pair, before }) => ({ stratum: pair, given: before, answer: log.nextState }),
  lacking: 'no choice in a state has different pasts and different next states, often enough to compare',
});
