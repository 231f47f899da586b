import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { sumsByBlocks, weightedSum } from '../../../src/core/statistics/sumsByBlocks.js';

/** Neumaier's sum, which carries what each addition rounds away. */
function compensated(values: ArrayLike<number>): number {
  let [sum, lost] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const next = sum + values[i];
    lost += Math.abs(sum) >= Math.abs(values[i]) ? sum - next + values[i] : values[i] - next + sum;
    sum = next;
  }
  return sum + lost;
}

describe('sums by blocks', () => {
  const n = 1_000_003;
  const rng = createRng(1);
  const values = Float64Array.from({ length: n }, () => rng.uniform());
  const ones = new Float64Array(n).fill(1);
  const exact = compensated(values);

  it('is off by a few units of the last digit, where a plain sum is off by far more', () => {
    const plain = values.reduce((sum, value) => sum + value, 0);
    expect(Math.abs(weightedSum(ones, values) / exact - 1)).toBeLessThan(1e-15);
    expect(Math.abs(plain / exact - 1)).toBeGreaterThan(3e-15);
  });

  it('takes every term once, in as many sums as are wanted', () => {
    const [of, number] = sumsByBlocks(n, 2, (sums, begin, end) => {
      for (let i = begin; i < end; i++) {
        sums[0] += values[i];
        sums[1]++;
      }
    });
    expect(Math.abs(of / exact - 1)).toBeLessThan(1e-15);
    expect(number).toBe(n);
  });

  it('is empty of nothing, and does not look at what is taken no times', () => {
    expect(sumsByBlocks(0, 2, () => undefined)).toEqual(new Float64Array(2));
    expect(weightedSum([2, 0, 1], [3, NaN, 4])).toBe(10);
  });
});
