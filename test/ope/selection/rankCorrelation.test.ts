import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { rankCorrelation } from '../../../src/ope/selection/rankCorrelation.js';

describe('rankCorrelation', () => {
  it('is 1 − 6 sum d² / (n (n² − 1)) without ties', () => {
    // Ranks 0 1 2 3 4 against 1 0 2 4 3: four differences of 1, so 1 − 6 · 4 / (5 · 24).
    expect(rankCorrelation([-3, 0, 0.5, 8, 9], [2, 1, 3, 5, 4])).toBeAllClose(0.8);
    expect(rankCorrelation([1, 2, 3], [10, 20, 1e9])).toBe(1);
    expect(rankCorrelation([1, 2, 3], [3, 2, 1])).toBe(-1);
  });

  it('gives equal values the mean of their ranks', () => {
    // Ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3, less 1.5: products 2.25 + 0 + 0 + 2.25, squares 4.5 and 5.
    expect(rankCorrelation([1, 2, 2, 7], [1, 2, 3, 4])).toBeAllClose(4.5 / Math.sqrt(4.5 * 5));
    // Ranks 1, 1, 1, 3 less 1.5 against −1.5, −.5, .5, 1.5: .75 + .25 − .25 + 2.25 = 3, squares 3 and 5.
    expect(rankCorrelation([0, 0, 0, 1], [1, 2, 3, 4])).toBeAllClose(3 / Math.sqrt(15));
  });

  it('is not defined where nothing is ordered', () => {
    expect(rankCorrelation([4, 4, 4], [1, 2, 3])).toBeNull();
    expect(rankCorrelation([1, 2, 3], [0.1, 0.1, 0.1])).toBeNull();
    expect(rankCorrelation([1], [2])).toBeNull();
  });

  const values = fc.array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 })), {
    minLength: 1,
    maxLength: 9,
  });
  test.prop([values])('sees order alone, is symmetric, and changes its sign with the order', (pairs) => {
    const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
    const rho = rankCorrelation(x, y);
    expect(
      rankCorrelation(
        x.map((a) => a ** 3 + 7),
        y.map((b) => Math.exp(b)),
      ),
    ).toBe(rho);
    expect(rankCorrelation(y, x)).toBe(rho);
    if (rho === null) return;
    expect(
      rankCorrelation(
        x.map((a) => -a),
        y,
      ),
    ).toBeAllClose(-rho);
    expect(Math.abs(rho)).toBeLessThanOrEqual(1 + 1e-12);
  });
});
