import { NumericalError } from '../../core/errors.js';
import { chainSystem } from '../linear/chainSystem.js';
import { checkSolution } from '../linear/checkSolution.js';
import { closedClasses } from '../linear/closedClasses.js';
import { type Components, statesOf, stronglyConnectedComponents } from '../linear/components.js';
import { solveChain } from '../linear/solveChain.js';
import { type SparseRows, chainRows } from '../linear/sparseRows.js';
import { type MarkovChain, describeState } from './markovChain.js';

/** An expected reward this small beside the largest |reward| is 0, its terms having cancelled. */
export const ZERO_REWARD = 1e-12;

export interface SolveValueOptions {
  /** First guess, shape (S), such as the value of a similar policy. */
  readonly start?: Float64Array;
  /** Shape (S): where runs begin. At discount 1 only states that can be reached from there need to have a value; default all. */
  readonly initial?: Float64Array;
}

/**
 * The fixed point V = r + discount · P V of a chain.
 *
 * Below discount 1 there always is one. At discount 1 the graph decides first: a class of states that no run leaves has value 0
 * if nothing is earned in it, and none otherwise; nor has a state from which such a class can be reached.
 *
 * @returns shape (S); 0 for a state without a value
 * @throws NumericalError naming a state that earns for ever, if runs can come to it; or if the residual of the answer is
 *   above 1e-9 of the largest reward and value
 *
 * Source: Bertsekas & Tsitsiklis, "An analysis of stochastic shortest path problems", 1991.
 */
export function solveValue(
  chain: MarkovChain,
  discount: number,
  { start, initial }: SolveValueOptions = {},
): Float64Array {
  const rows = chainRows(chain);
  const components = stronglyConnectedComponents(rows);
  const skip = new Uint8Array(components.nComponents);
  if (discount === 1) {
    const earners = endlessEarners(chain, rows, components, skip);
    for (let s = 0; s < chain.nStates; s++) {
      const earner = earners[components.component[s]];
      if (earner >= 0 && (!initial || initial[s] > 0))
        throw new NumericalError(
          `policyValue: with discount 1 every run must end or come to where it earns nothing, got ${describeState(chain, earner)}, which a run comes back to for ever and where a step earns ${chain.reward[earner]} on average - give a discount below 1 or a horizon`,
        );
    }
  }
  const value = solveChain(rows, components, discount, chain.reward, { skip, start });
  const skipped = (s: number): boolean => skip[components.component[s]] === 1;
  checkSolution('policyValue', chainSystem(rows, discount), chain.reward, value, skipped);
  return value;
}

/**
 * For each component the state with the largest |reward| of a class that can be reached from it, is never left, and earns; −1
 * where there is none.
 *
 * @param skip set to 1 for components that have value 0 or none
 */
function endlessEarners(
  { reward, rewardScale }: MarkovChain,
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
