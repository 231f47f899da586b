import { independenceTest } from '../independenceTest.js';
import type { StateTest } from '../stateTest.js';
import { whyNoChoice } from './whyNoChoice.js';

/** B1: given the state, the action does not depend on the state and action before. */
export const choiceAndPast: StateTest = independenceTest({
  name: 'B1',
  question: 'does the choice depend on what came before the state?',
  ask: ({ log, before }) => whyNoChoice(log) ?? { stratum: log.state, given: before, answer: log.action },
  lacking: 'no state is met in different ways and answered with different choices, often enough to compare',
});
