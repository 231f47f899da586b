import { describe, expect, it } from 'vitest';
import { bernstein } from '../../../../src/ope/intervals/terms/bernstein.js';

describe('bernstein', () => {
  it('is as by hand', () => {
    // With alpha = 4 / e² the logarithm is 2: sqrt(2 · (4/3) · 2 / 4) + 7 · 2 · 2 / (3 · 3).
    const { lower, upper } = bernstein(Float64Array.of(-1, 1, -1, 1), {
      level: 1 - 4 / Math.E ** 2,
      range: [-1, 1],
      cut: [-10, 10],
    });
    const half = Math.sqrt(4 / 3) + 28 / 9;
    expect([lower, upper]).toBeAllClose([-half, half]);
  });

  it('has the bound of theorem 4 at alpha / 2 on each side', () => {
    // Theorem 4 with its own form of the variance, a mean over all pairs of (x_i − x_j)² / 2.
    const terms = Array.from({ length: 60 }, (_, i) => ((i * i) % 11) / 11);
    let pairs = 0;
    for (const x of terms) for (const y of terms) pairs += (x - y) ** 2 / (2 * 60 * 59);
    const delta = 0.05 / 2;
    const t = Math.sqrt((2 * pairs * Math.log(2 / delta)) / 60) + (7 * Math.log(2 / delta)) / (3 * 59);
    const mean = terms.reduce((sum, x) => sum + x, 0) / 60;
    const interval = bernstein(Float64Array.from(terms), { level: 0.95, range: [0, 1], cut: [-9, 9] });
    expect([interval.lower, interval.upper]).toBeAllClose([mean - t, mean + t]);
  });

  it('is narrower than that of Hoeffding where the terms vary little', () => {
    const { lower, upper } = bernstein(new Float64Array(1000).fill(0.5), { level: 0.95, range: [0, 1] });
    expect([lower, upper]).toBeAllClose([0.48976503622, 0.51023496378], { atol: 1e-10 });
  });

  it('needs two terms', () => {
    expect(() => bernstein(Float64Array.of(1), { level: 0.9, range: [0, 1] })).toThrow(
      'bernstein: at least 2 terms are needed, got 1',
    );
  });
});
