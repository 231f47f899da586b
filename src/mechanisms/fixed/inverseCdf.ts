import { equalArrays } from '../kernels/equalArrays.js';
import { northWestCoupling, northWestRow } from '../kernels/northWestCorner.js';
import type { CounterfactualForm, Mechanism } from '../mechanism.js';

/**
 * The inverse-CDF mechanism: one uniform u, and the outcome is where u falls on the cumulative sum of p.
 *
 *     J[x, y] = length of the overlap of x's interval under p and y's under q
 *
 * Implicit. It needs an order of outcomes: here that of their index, which in the sepsis simulator puts death and
 * discharge last; `rewardCdf` orders by a score.
 *
 * Cost: a coupling O(K²), a row O(K), a draw O(K).
 */
export function inverseCdf(): Mechanism {
  return monotoneMechanism('inverse-cdf', indexOrder());
}

/** Positions as they are, of as many outcomes as there have to be. */
function indexOrder(): (outcomes: Uint32Array) => Uint32Array {
  let positions = new Uint32Array(0);
  return ({ length }) => {
    if (length > positions.length) positions = Uint32Array.from({ length: 2 * length }, (_, k) => k);
    return positions.subarray(0, length);
  };
}

/**
 * The inverse-CDF mechanism of any order of the positions, which must be a function of the outcomes alone.
 */
export function monotoneMechanism(name: string, orderOf: (outcomes: Uint32Array) => Uint32Array): Mechanism {
  // Draws come by the thousand for the same outcomes, and sorting them would cost more than the draw.
  let lastOutcomes = new Uint32Array(0);
  let lastOrder = new Uint32Array(0);
  const ordered = (outcomes: Uint32Array): Uint32Array => {
    if (!equalArrays(outcomes, lastOutcomes)) [lastOrder, lastOutcomes] = [orderOf(outcomes).slice(), outcomes.slice()];
    return lastOrder;
  };
  const row: CounterfactualForm = (p, q, x, outcomes) => northWestRow(p, q, ordered(outcomes), x);
  return {
    name,
    implicit: true,
    noiseDimension: 1,
    outcome: (p, noise, outcomes) => quantile(p, noise[0], ordered(outcomes)),
    coupling: (p, q, outcomes) => northWestCoupling(p, q, ordered(outcomes)),
    counterfactual: Object.assign(row, { order: orderOf }),
  };
}

function quantile(p: Float64Array, u: number, order: Uint32Array): number {
  let left = u;
  let last = order[0];
  for (const k of order) {
    if (p[k] === 0) continue;
    if (left < p[k]) return k;
    left -= p[k];
    last = k;
  }
  return last;
}
