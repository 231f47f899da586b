import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { normalCdf, normalDensity } from '../../../src/core/statistics/normalCdf.js';

const x = fc.integer({ min: -8000, max: 8000 }).map((n) => n / 1000);

describe('normalCdf', () => {
  // Computed with 25 digits.
  it.each([
    [-37, 5.7255712225245768e-300],
    [-20, 2.7536241186062337e-89],
    [-8, 6.2209605742717841e-16],
    [-5, 2.8665157187919391e-7],
    [-3, 0.00134989803163009453],
    [-2.5, 0.00620966532577613517],
    [-1, 0.158655253931457051],
    [-0.3, 0.382088577811047362],
    [0, 0.5],
    [0.7, 0.758036347776926985],
    [1.96, 0.975002104851779566],
    [3, 0.998650101968369905],
    [6, 0.999999999013412355],
  ])('at %d is %d', (at, expected) => {
    expect(normalCdf(at)).toBeAllClose(expected, { atol: 0 });
  });

  it('ends at 0 and 1', () => {
    expect(normalCdf(-Infinity)).toBe(0);
    expect(normalCdf(Infinity)).toBe(1);
    expect(normalCdf(-40)).toBe(0);
  });

  test.prop([x])('is a half less and more on both sides', (at) => {
    expect(normalCdf(at) + normalCdf(-at)).toBeAllClose(1);
  });

  test.prop([x])('has the density as its slope', (at) => {
    const h = 1e-3;
    const slope = (normalCdf(at + h) - normalCdf(at - h)) / (2 * h);
    // Where the series gives way to the fraction as elsewhere; the error of the slope is h²/6 times its second
    // derivative.
    expect(slope).toBeAllClose(normalDensity(at), { rtol: 0, atol: 2e-7 });
  });
});
