import type { StateTest } from '../stateTest.js';
import { choiceAndPast } from './choiceAndPast.js';
import { endAndPast } from './endAndPast.js';
import { endAndProbability } from './endAndProbability.js';
import { nextStateAndPast } from './nextStateAndPast.js';
import { nextStateAndProbability } from './nextStateAndProbability.js';
import { repeatedChoice } from './repeatedChoice.js';
import { sameProbability } from './sameProbability.js';

/** Every test, in the order of tables. */
export const stateTests: readonly StateTest[] = [
  sameProbability,
  choiceAndPast,
  repeatedChoice,
  nextStateAndPast,
  endAndPast,
  nextStateAndProbability,
  endAndProbability,
];
