import { createRng } from '../../core/random/rng.js';
import { type StateCheck, checkStates } from '../../honest/checkStates/checkStates.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { withProgress } from '../output/progressBar.js';

/** Of commands whose verdict takes in what the tests of the states found. */
export const checkStatesOption = {
  'check-states': {
    type: 'boolean',
    default: true,
    describe: 'test whether the states hide something, for the verdict; --no-check-states leaves that out',
  },
} as const;

/**
 * The tests of the states that a verdict takes in: those of `couplet check-states` with the same seed.
 *
 * @param log over the states that the estimates rest on, with its own probabilities
 * @param ends as `checkStates` takes them
 */
export function testedStates(
  log: Trajectories,
  { checkStates: wanted, seed }: { readonly checkStates: boolean; readonly seed: number },
  ends?: ArrayLike<number>,
): StateCheck | 'left out' {
  if (!wanted) return 'left out';
  return withProgress('testing the states', (progress) =>
    checkStates(createRng(seed), log, { progress, ...(ends && { ends }) }),
  );
}
