import type { Rng } from './rng.js';

/**
 * Draws an index with probability p[k], by one pass over the vector; for many draws from the same vector use alias
 * tables.
 *
 * @param p probabilities; not checked. Rounding in the sum never picks an outcome of probability zero.
 */
export function sampleCategorical(rng: Rng, p: ArrayLike<number>): number {
  let u = rng.uniform();
  let last = 0;
  for (let k = 0; k < p.length; k++) {
    if (p[k] <= 0) continue;
    if (u < p[k]) return k;
    u -= p[k];
    last = k;
  }
  return last;
}
