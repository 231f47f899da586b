import { ArgumentError } from '../core/errors.js';
import type { Rng } from '../core/random/rng.js';
import { squaredDistance } from './nearestCentre.js';

/**
 * First centres of k-means: points of the data, each drawn with a chance in proportion to its squared distance from those
 * drawn before.
 *
 * @param points shape (n × d)
 * @returns shape (K × d)
 * @throws ArgumentError if there are fewer than K points that differ
 *
 * Cost O(n · K · d).
 *
 * Source: Arthur & Vassilvitskii, "k-means++: The advantages of careful seeding", 2007.
 */
export function spreadCentres(rng: Rng, points: Float64Array, d: number, k: number): Float64Array {
  const n = points.length / d;
  const centres = new Float64Array(k * d);
  const distance = new Float64Array(n).fill(1);
  for (let c = 0; c < k; c++) {
    const drawn = drawnBy(rng, distance);
    if (drawn < 0)
      throw new ArgumentError(`fitStates: k must be at most the number of rows that differ, got ${k} and ${c} of them`);
    centres.set(points.subarray(drawn * d, (drawn + 1) * d), c * d);
    for (let i = 0; i < n; i++) {
      const to = squaredDistance(points, i, centres, c, d);
      if (c === 0 || to < distance[i]) distance[i] = to;
    }
  }
  return centres;
}

/** An index drawn in proportion to weights ≥ 0; −1 if all are 0. */
function drawnBy(rng: Rng, weights: Float64Array): number {
  let total = 0;
  for (const weight of weights) total += weight;
  if (total === 0) return -1;
  let left = rng.uniform() * total;
  let last = -1;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    left -= weights[i];
    if (left < 0) return i;
  }
  // What is left of a rounding goes to the last.
  return last;
}
