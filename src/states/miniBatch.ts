import type { Rng } from '../core/random/rng.js';
import type { Rounds } from './lloyd.js';
import { nearestCentre } from './nearestCentre.js';

/**
 * k-means by batches of points, drawn with replacement: each point of a batch moves its nearest centre by a share that falls
 * as the centre has seen more. A batch costs what its points do, however many there are in all.
 *
 * @param points shape (n × d)
 * @param centres shape (K × d): where they begin; moved in place
 * @param iterations how many batches
 *
 * Cost O(iterations · batch · K · d).
 *
 * Source: Sculley, "Web-scale k-means clustering", 2010.
 */
export function miniBatch(
  rng: Rng,
  points: Float64Array,
  centres: Float64Array,
  d: number,
  { batch, iterations }: { readonly batch: number; readonly iterations: number },
): Rounds {
  const n = points.length / d;
  const seen = new Uint32Array(centres.length / d);
  const rows = new Uint32Array(batch);
  const nearest = new Int32Array(batch);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const draws = rng.fork('batch', iteration);
    for (let b = 0; b < batch; b++) {
      rows[b] = Math.floor(draws.uniform() * n);
      nearest[b] = nearestCentre(points, rows[b], centres, d, 0);
    }
    for (let b = 0; b < batch; b++) {
      const [at, centre] = [rows[b] * d, nearest[b] * d];
      const share = 1 / ++seen[nearest[b]];
      for (let j = 0; j < d; j++) centres[centre + j] += share * (points[at + j] - centres[centre + j]);
    }
  }
  return { iterations, converged: false };
}
