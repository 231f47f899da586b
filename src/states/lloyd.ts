import { nearestCentre, squaredDistance } from './nearestCentre.js';

/** Where the rounds of k-means came to. */
export interface Rounds {
  /** How many were made. */
  readonly iterations: number;
  /** Whether the last one changed nothing. */
  readonly converged: boolean;
}

/**
 * Lloyd's rounds of k-means: each point to its nearest centre, each centre to the mean of its points, until no point moves.
 * A centre without points goes to the point that is farthest from its own.
 *
 * @param points shape (n × d)
 * @param centres shape (K × d): where they begin; moved in place
 *
 * Cost O(n · K · d) a round at most.
 */
export function lloyd(points: Float64Array, centres: Float64Array, d: number, most: number): Rounds {
  const n = points.length / d;
  const k = centres.length / d;
  const nearest = new Int32Array(n);
  const size = new Uint32Array(k);
  for (let iteration = 1; iteration <= most; iteration++) {
    let moved = 0;
    for (let i = 0; i < n; i++) {
      const c = nearestCentre(points, i, centres, d, nearest[i]);
      if (c === nearest[i]) continue;
      nearest[i] = c;
      moved++;
    }
    if (moved === 0 && iteration > 1) return { iterations: iteration, converged: true };
    fillEmpty(points, centres, nearest, size, d);
    centres.fill(0);
    for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) centres[nearest[i] * d + j] += points[i * d + j];
    for (let c = 0; c < k; c++) for (let j = 0; j < d; j++) centres[c * d + j] /= size[c];
  }
  return { iterations: most, converged: false };
}

/** Counts the points of each centre; one without gets the point that is farthest from its own centre and not alone there. */
function fillEmpty(
  points: Float64Array,
  centres: Float64Array,
  nearest: Int32Array,
  size: Uint32Array,
  d: number,
): void {
  size.fill(0);
  for (const c of nearest) size[c]++;
  for (let c = 0; c < size.length; c++) {
    if (size[c] > 0) continue;
    let [farthest, most] = [-1, -1];
    for (let i = 0; i < nearest.length; i++) {
      if (size[nearest[i]] < 2) continue;
      const distance = squaredDistance(points, i, centres, nearest[i], d);
      if (distance > most) [farthest, most] = [i, distance];
    }
    size[nearest[farthest]]--;
    nearest[farthest] = c;
    size[c] = 1;
  }
}
