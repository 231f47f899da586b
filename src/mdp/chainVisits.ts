import { horizonSum } from './horizonSum.js';
import { applyTransposed } from './linear/applyRows.js';
import { chainRows } from './linear/sparseRows.js';
import { type MarkovChain, inducedChain } from './markovChain.js';
import type { Mdp } from './mdp.js';
import type { Policy } from './policy.js';
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
  const { sum, last } = horizonSum(
    (x, out) => {
      applyTransposed(rows, discount, x, out);
    },
    start,
    horizon,
    'total',
  );
  return { chain, visits: sum, neverLeft: new Uint8Array(mdp.nStates), living: last };
}
