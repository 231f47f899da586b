import { describe, expect, it } from 'vitest';
import { dkwBound, hoeffdingBound, kolmogorovDistance } from './statistics.js';

describe('hoeffdingBound', () => {
  it('agrees with values by hand', () => {
    // ln(2 / (2 / e^2)) = 2, over 2 n = 2: t = 1.
    expect(hoeffdingBound(1, 1, 2 * Math.exp(-2))).toBeAllClose(1);
    expect(hoeffdingBound(100, 1, 2 * Math.exp(-2))).toBeAllClose(0.1);
    expect(hoeffdingBound(100, 3, 2 * Math.exp(-2))).toBeAllClose(0.3);
    expect(hoeffdingBound(10_000, 1, 1e-6)).toBeAllClose(Math.sqrt((Math.LN2 + 6 * Math.LN10) / 20_000));
  });

  it('divides the false-alarm rate among the comparisons', () => {
    expect(hoeffdingBound(50, 2, 1e-6, 10)).toBeAllClose(hoeffdingBound(50, 2, 1e-7));
  });

  it('bounds the exact tail of a binomial', () => {
    // 2 P(X >= n/2 + n t) for n = 100 fair coins, summed exactly.
    const t = hoeffdingBound(100, 1, 1e-3);
    let [term, tail] = [2 ** -100, 0];
    for (let k = 0; k <= 100; k++) {
      if (k >= 50 + 100 * t) tail += 2 * term;
      term *= (100 - k) / (k + 1);
    }
    expect(tail).toBeLessThanOrEqual(1e-3);
    expect(tail).toBeGreaterThan(1e-5);
  });
});

describe('dkwBound', () => {
  it('agrees with values by hand', () => {
    expect(dkwBound(1, 2 * Math.exp(-2))).toBeAllClose(1);
    expect(dkwBound(400, 2 * Math.exp(-2))).toBeAllClose(0.05);
  });
});

describe('kolmogorovDistance', () => {
  const uniform = (x: number): number => x;

  it('looks at both sides of every jump', () => {
    expect(kolmogorovDistance([0.5], uniform)).toBeAllClose(0.5);
    expect(kolmogorovDistance([0.9], uniform)).toBeAllClose(0.9);
    expect(kolmogorovDistance([0.1], uniform)).toBeAllClose(0.9);
    expect(kolmogorovDistance([0.25, 0.75], uniform)).toBeAllClose(0.25);
  });

  it('sorts a copy', () => {
    const sample = [0.75, 0.25];
    expect(kolmogorovDistance(sample, uniform)).toBeAllClose(0.25);
    expect(sample).toEqual([0.75, 0.25]);
  });
});
