import { describe, expect, it } from 'vitest';
import { drawGamma } from '../../../src/core/random/drawGamma.js';
import { createRng } from '../../../src/core/random/rng.js';
import { normalCdf } from '../../../src/core/statistics/normalCdf.js';
import { dkwBound, kolmogorovDistance } from '../../support/statistics.js';

/** Of shapes with a plain distribution function: that of a squared normal, and sums of exponentials. */
const distributions: readonly (readonly [shape: number, cdf: (x: number) => number])[] = [
  [0.5, (x) => 2 * normalCdf(Math.sqrt(2 * x)) - 1],
  [1, (x) => -Math.expm1(-x)],
  [3, (x) => 1 - Math.exp(-x) * (1 + x + (x * x) / 2)],
];

describe('drawGamma', () => {
  it.each(distributions)('has the distribution of shape %d', (shape, cdf) => {
    const n = 20_000;
    const sample = Array.from({ length: n }, (_, i) => drawGamma(createRng(7).fork(shape, i), shape));
    expect(kolmogorovDistance(sample, cdf)).toBeLessThan(dkwBound(n, 1e-6 / distributions.length));
  });
});
