import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { drawCounts } from '../../../src/core/random/drawCounts.js';

/** A stream whose bits are those given, in turn. */
function streamOf(...bits: number[]): ReturnType<typeof createRng> {
  return { ...createRng(0), int32: () => bits.shift()! };
}

describe('drawCounts', () => {
  it('cuts 32 bits into equal parts, one an item, whatever their sign', () => {
    const counts = new Float64Array(4);
    // The largest and smallest of the first quarter, the first of the third, and the last of all.
    drawCounts(streamOf(0, 0x3fffffff, -0x80000000, -1), counts);
    expect(counts).toEqual(Float64Array.of(2, 0, 1, 1));
  });

  it('draws as many as there are, and forgets what was there', () => {
    const counts = new Float64Array(7).fill(3);
    drawCounts(createRng(1), counts);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(7);
  });

  it('draws each as often in the long run', () => {
    const [n, rounds] = [5, 4000];
    const rng = createRng(2);
    const [counts, sums] = [new Float64Array(n), new Float64Array(n)];
    for (let b = 0; b < rounds; b++) {
      drawCounts(rng, counts);
      counts.forEach((times, k) => (sums[k] += times));
    }
    // Hoeffding for rounds · n draws at 1e-6 for all items together; a share that is off by 0.02 would be seen.
    const slack = Math.sqrt(Math.log((2 * n) / 1e-6) / (2 * rounds * n));
    for (const sum of sums) expect(Math.abs(sum / (rounds * n) - 1 / n)).toBeLessThan(slack);
  });
});
