import { chainSystem } from '../linear/chainSystem.js';
import { checkSolution } from '../linear/checkSolution.js';
import { closedClasses, reachedComponents } from '../linear/closedClasses.js';
import { statesOf, stronglyConnectedComponents } from '../linear/components.js';
import { solveChain } from '../linear/solveChain.js';
import { chainRows, transposedRows } from '../linear/sparseRows.js';
import type { MarkovChain } from './markovChain.js';

/** How often a chain is in each state in the long run. */
export interface Visits {
  /** Shape (S): expected discounted number of visits; at discount 1, 0 in a class that is never left. */
  readonly visits: Float64Array;
  /** At discount 1, a state in a class that runs come to and never leave: its visits are infinite. */
  readonly endless?: number;
  /**
   * Shape (S), at discount 1: 1 for a state of a class that is never left, reached or not; 0 for all below discount 1.
   */
  readonly neverLeft: Uint8Array;
}

/**
 * Expected number of visits to each state without a horizon: d = initial + discount · Pᵀ d.
 *
 * @param initial shape (S), 0 in terminal states
 * @throws NumericalError if the residual of the answer is above 1e-9 of the largest entry
 */
export function solveVisits(chain: MarkovChain, discount: number, initial: Float64Array): Visits {
  const rows = chainRows(chain);
  const components = stronglyConnectedComponents(rows);
  const skip = discount === 1 ? closedClasses(rows, components) : new Uint8Array(components.nComponents);
  const neverLeft = Uint8Array.from(components.component, (c) => skip[c]);
  const visits = solveChain(rows, components, discount, initial, { transposed: true, skip });
  const system = { ...chainSystem(rows, discount), rows: transposedRows(rows) };
  checkSolution('occupancy', system, initial, visits, (s) => neverLeft[s] === 1);
  if (discount < 1) return { visits, neverLeft };
  const reached = reachedComponents(rows, components, initial);
  const c = skip.findIndex((closed, at) => closed === 1 && reached[at] === 1);
  return { visits, neverLeft, ...(c >= 0 && { endless: statesOf(components, c)[0] }) };
}
