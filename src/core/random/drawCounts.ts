import { drawIndex } from './drawIndex.js';
import type { Rng } from './rng.js';

/**
 * Draws as many items as there are, with replacement, and writes how often each came: a bootstrap sample.
 *
 * @param counts shape (n), written over; sums to n
 */
export function drawCounts(rng: Rng, counts: Float64Array): void {
  counts.fill(0);
  const n = counts.length;
  for (let k = 0; k < n; k++) counts[drawIndex(rng, n)] += 1;
}
