import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../../src/core/statistics/normalCdf.js';
import { normalQuantile } from '../../../src/core/statistics/normalQuantile.js';

describe('normalQuantile', () => {
  // Computed with 25 digits.
  it.each([
    [1e-300, -37.0470962993611992],
    [1e-20, -9.26234008979840757],
    [1e-6, -4.7534243088228989],
    [0.001, -3.09023230616781354],
    [0.025, -1.95996398454005424],
    [0.2, -0.841621233572914205],
    [0.4, -0.2533471031357998],
    [0.6, 0.2533471031357998],
    [0.9, 1.28155156554460047],
    [0.975, 1.95996398454005424],
  ])('at %d is %d', (share, expected) => {
    expect(normalQuantile(share)).toBeAllClose(expected, { atol: 0 });
  });

  it('is 0 in the middle and infinite at the ends', () => {
    expect(normalQuantile(0.5)).toBeAllClose(0);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
  });

  test.prop([fc.integer({ min: 1, max: 999_999 }).map((n) => n / 1_000_000)])('undoes the distribution', (share) => {
    expect(normalCdf(normalQuantile(share))).toBeAllClose(share, { atol: 0 });
  });

  it.each([-0.1, 1.1, NaN])('refuses the share %d', (share) => {
    expect(() => normalQuantile(share)).toThrow(`normalQuantile: share must be in [0, 1], got ${share}`);
  });
});
