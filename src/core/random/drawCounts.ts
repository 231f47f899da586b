import type { Rng } from './rng.js';

/**
 * Draws as many items as there are, with replacement, and writes how often each came: a bootstrap sample.
 *
 * @param counts shape (n), written over; sums to n
 */
export function drawCounts(rng: Rng, counts: Float64Array): void {
  counts.fill(0);
  const n = counts.length;
  // The product of 32 random bits and n, cut to its upper part; each item's chance is off by less than n / 2^32 of itself.
  for (let k = 0; k < n; k++) counts[(((rng.int32() >>> 0) * n) / 0x100000000) | 0] += 1;
}
