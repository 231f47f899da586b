import type { StateCheck } from '../../../src/honest/checkStates/checkStates.js';
import type { StateTestName } from '../../../src/honest/checkStates/stateTest.js';

export const TEST_NAMES: readonly StateTestName[] = ['B0', 'B1', 'B2', 'D1', 'D2', 'D4', 'D5'];

/** A check in which these tests rejected, at an adjusted p of .01, and those could not run. */
export function checkWith(rejected: readonly StateTestName[], couldNot: readonly StateTestName[] = []): StateCheck {
  const tests = TEST_NAMES.map((name) => {
    if (couldNot.includes(name)) return { name, question: '?', reason: 'no' };
    const p = rejected.includes(name) ? 0.01 : 0.5;
    return { name, question: '?', p, adjustedP: p, nSteps: 10, rejected: rejected.includes(name) };
  });
  return { tests, permutations: 199, level: 0.05, nEpisodes: 9, nSteps: 77 };
}
