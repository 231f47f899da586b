import { NumericalError } from '../../core/errors.js';
import { closedClasses } from './closedClasses.js';
import { type Components, statesOf } from './components.js';
import type { SparseRows } from './sparseRows.js';
import { type MarkovChain, describeState } from '../evaluate/markovChain.js';

/** An expected reward this small beside the largest |reward| is 0, its terms having cancelled. */
export const ZERO_REWARD = 1e-12;

/**
 * What is asked of a chain: what its states earn, and the largest |reward| of a step, 0 where what is not 0 was not
 * rounded.
 */
export type EarningChain = Pick<MarkovChain, 'nStates' | 'reward' | 'rewardScale' | 'stateLabels'>;

/**
 * The components that have no equation at discount 1: a class of states that no run leaves has value 0 if nothing is
 * earned in it, and none otherwise; nor has a state from which such a class can be reached.
 *
 * @param initial shape (S): where runs begin; only states that can be reached from there need to have a value; default
 *   all
 * @returns shape (nComponents), 1 for components that have value 0 or none
 * @throws NumericalError naming a state that earns for ever, if runs can come to it
 *
 * Cost O(S + nnz).
 */
export function endlessComponents(
  chain: EarningChain,
  rows: SparseRows,
  components: Components,
  initial?: Float64Array,
): Uint8Array {
  const skip = new Uint8Array(components.nComponents);
  const earners = endlessEarners(chain, rows, components, skip);
  for (let s = 0; s < chain.nStates; s++) {
    const earner = earners[components.component[s]];
    if (earner >= 0 && (!initial || initial[s] > 0))
      throw new NumericalError(
        `policyValue: with discount 1 every run must end or come to where it earns nothing, got ${describeState(chain, earner)}, which a run comes back to for ever and where a step earns ${chain.reward[earner]} on average - give a discount below 1 or a horizon`,
      );
  }
  return skip;
}

/**
 * For each component the state with the largest |reward| of a class that can be reached from it, is never left, and
 * earns; −1 where there is none.
 *
 * @param skip set to 1 for components that have value 0 or none
 */
function endlessEarners(
  { reward, rewardScale }: EarningChain,
  rows: SparseRows,
  components: Components,
  skip: Uint8Array,
): Int32Array {
  const { first, end, column, probability } = rows;
  const earners = new Int32Array(components.nComponents).fill(-1);
  const closed = closedClasses(rows, components);
  for (let c = 0; c < components.nComponents; c++) {
    let most = ZERO_REWARD * rewardScale;
    for (const s of statesOf(components, c)) {
      if (closed[c] === 1 && Math.abs(reward[s]) > most) {
        most = Math.abs(reward[s]);
        earners[c] = s;
      }
      for (let k = first[s]; k < end[s]; k++) {
        const later = earners[components.component[column[k]]];
        if (closed[c] === 0 && later >= 0 && probability[k] > 0) earners[c] = later;
      }
    }
    skip[c] = closed[c] === 1 || earners[c] >= 0 ? 1 : 0;
  }
  return earners;
}
