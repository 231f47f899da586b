import { createRng } from '../../core/random/rng.js';
import { type StateCheck, checkStates } from '../../honest/checkStates/checkStates.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Mdp } from '../../mdp/mdp.js';
import { inModelSpace } from '../input/inModelSpace.js';
import type { LoadedLog } from '../input/loadLog.js';
import { withProgress } from '../output/progressBar.js';
import { checkedStates } from './checkedStates.js';

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

/** The tests of a log in the states of a model, as `couplet check-states` has them without a seed. */
export function testedIn(loaded: LoadedLog, mdp: Mdp): StateCheck | 'left out' {
  return testedStates(inModelSpace(loaded, mdp), { checkStates: true, seed: 1 }, checkedStates(loaded, undefined).ends);
}

/**
 * The tests of the states of a log, in any space that policies bring it to, once for each. They are of whoever wrote the
 * log, by its own probabilities, whatever behaviour the estimates suppose.
 */
export function statesTester(
  loaded: LoadedLog,
  args: Parameters<typeof testedStates>[1],
): (log: Trajectories) => StateCheck | 'left out' {
  const found = new Map<string | undefined, StateCheck | 'left out'>();
  const { propensity } = loaded.log;
  const { ends } = checkedStates(loaded, undefined);
  return (log) => {
    const { space } = log.source;
    const states = found.get(space) ?? testedStates({ ...log, ...(propensity && { propensity }) }, args, ends);
    found.set(space, states);
    return states;
  };
}
