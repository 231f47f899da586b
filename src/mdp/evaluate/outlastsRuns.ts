import { closedClasses } from '../linear/closedClasses.js';
import { stronglyConnectedComponents } from '../linear/components.js';
import { solveChain } from '../linear/solveChain.js';
import { chainRows } from '../linear/sparseRows.js';
import type { MarkovChain } from './markovChain.js';

/** Below so many steps to take them is cheaper than to ask whether they are needed. */
const LONG = 1000;
/** exp(−37) is 1e-16. */
const NOTHING = 37;

/**
 * Whether a finite horizon is so long that no run is left when it comes, to 1e-16, so that there is no difference from
 * none.
 *
 * If h is the largest expected (discounted) length of a run, at most 1/e of the runs from any state are longer than e h
 * (Markov's inequality), and of these again: exp(−k) are left after k e h steps.
 *
 * @param matters shape (S), not 0 in the states whose stay in a class that is never left would count; other such
 *   classes end a run
 *
 * Cost a solution for values.
 */
export function outlastsRuns(
  chain: MarkovChain,
  discount: number,
  horizon: number,
  matters: ArrayLike<number>,
): boolean {
  if (horizon < LONG) return false;
  const rows = chainRows(chain);
  const components = stronglyConnectedComponents(rows);
  const skip = discount === 1 ? closedClasses(rows, components) : new Uint8Array(components.nComponents);
  for (let s = 0; s < chain.nStates; s++) if (skip[components.component[s]] === 1 && matters[s] !== 0) return false;
  const length = solveChain(rows, components, discount, new Float64Array(chain.nStates).fill(1), { skip });
  const longest = length.reduce((most, h) => Math.max(most, h), 1);
  return horizon >= Math.E * longest * (NOTHING + 1 + Math.log(longest));
}
