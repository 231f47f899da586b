import { describe, expect, it } from 'vitest';
import { drawLogGamma } from '../../../src/core/random/drawLogGamma.js';
import { createRng } from '../../../src/core/random/rng.js';
import { normalCdf } from '../../../src/core/statistics/normalCdf.js';
import { dkwBound, kolmogorovDistance } from '../../support/statistics.js';

/** Of shapes with a plain distribution function: that of a squared normal, and sums of exponentials. */
const distributions: readonly (readonly [shape: number, cdf: (x: number) => number])[] = [
  [0.5, (x) => 2 * normalCdf(Math.sqrt(2 * x)) - 1],
  [1, (x) => -Math.expm1(-x)],
  [3, (x) => 1 - Math.exp(-x) * (1 + x + (x * x) / 2)],
];

describe('drawLogGamma', () => {
  it.each(distributions)('has the distribution of shape %d', (shape, cdf) => {
    const n = 20_000;
    const sample = Array.from({ length: n }, (_, i) => Math.exp(drawLogGamma(createRng(7).fork(shape, i), shape)));
    expect(kolmogorovDistance(sample, cdf)).toBeLessThan(dkwBound(n, 1e-6 / distributions.length));
  });

  // ln u / shape has the mean −1 / shape, and an exponential distribution.
  it('is a number where the variable itself is too small for one', () => {
    const [n, shape] = [20_000, 1e-4];
    const sample = Array.from({ length: n }, (_, i) => shape * drawLogGamma(createRng(8).fork(i), shape));
    expect(sample.filter((x) => Math.exp(x / shape) === 0).length).toBeGreaterThan(n / 2);
    // What is added for shape + 1, times the shape, is next to nothing.
    const slack = 0.002;
    expect(kolmogorovDistance(sample, (x) => Math.min(1, Math.exp(x)))).toBeLessThan(dkwBound(n, 1e-6) + slack);
  });
});
