import { horizonSum } from './horizonSum.js';
import { applyTransposed } from '../linear/applyRows.js';
import { reachedComponents } from '../linear/closedClasses.js';
import { stronglyConnectedComponents } from '../linear/components.js';
import { chainRows } from '../linear/sparseRows.js';
import { type MarkovChain, inducedChain } from './markovChain.js';
import type { Mdp } from '../mdp.js';
import { outlastsRuns } from './outlastsRuns.js';
import type { Policy } from '../policy.js';
import { type Visits, solveVisits } from './solveVisits.js';

/** How often a policy is in each living state, and where it is at the horizon. */
export interface ChainVisits extends Visits {
  readonly chain: MarkovChain;
  /** Shape (S): mass that is still living at the horizon, discounted; absent without a horizon. */
  readonly living?: Float64Array;
}

/** sum_{t < H} discount^t P(s_t = s, run not ended), shape (S), for a finite or infinite horizon. */
export function chainVisits(mdp: Mdp, policy: Policy, horizon: number, discount: number): ChainVisits {
  const chain = inducedChain(mdp, policy);
  const start = mdp.initial.map((mass, s) => (mdp.terminal[s] === 1 ? 0 : mass));
  if (horizon === Infinity) return { chain, ...solveVisits(chain, discount, start) };
  const rows = chainRows(chain);
  const components = stronglyConnectedComponents(rows);
  const reached = reachedComponents(rows, components, start);
  const matters = Uint8Array.from(components.component, (c) => reached[c]);
  const neverLeft = new Uint8Array(mdp.nStates);
  if (outlastsRuns(chain, discount, horizon, matters)) {
    const { visits } = solveVisits(chain, discount, start);
    return { chain, visits, neverLeft, living: new Float64Array(mdp.nStates) };
  }
  const apply = (x: Float64Array, out: Float64Array): void => {
    applyTransposed(rows, discount, x, out);
  };
  const { sum, last } = horizonSum(apply, start, horizon, 'total');
  return { chain, visits: sum, neverLeft, living: last };
}
