import type { Rng } from './rng.js';

/**
 * An index from 0 to n − 1, each alike: the product of 32 random bits and n, cut to its upper part. Each one's chance
 * is off by less than n / 2^32 of itself.
 *
 * @param n an integer from 1 to 2^31, not checked
 */
export function drawIndex(rng: Rng, n: number): number {
  return (((rng.int32() >>> 0) * n) / 0x100000000) | 0;
}
