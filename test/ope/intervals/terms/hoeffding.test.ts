import { describe, expect, it } from 'vitest';
import { hoeffding } from '../../../../src/ope/intervals/terms/hoeffding.js';

describe('hoeffding', () => {
  it('is as by hand', () => {
    // With alpha = 2 / e² the logarithm is 2, and half the width is 20 sqrt(2 / (2 · 4)) = 10.
    const { lower, upper, warnings } = hoeffding(Float64Array.of(-1, 2, 3, 4), {
      level: 1 - 2 / Math.E ** 2,
      range: [-10, 10],
      cut: [-100, 100],
    });
    expect([lower, upper]).toBeAllClose([-8, 12]);
    expect(warnings).toBeUndefined();
  });

  it('has a tail of alpha / 2 on each side', () => {
    // The bound of theorem 2 on one side, exp(−2 n t² / (b − a)²), at the distance t of an end.
    const terms = Float64Array.from({ length: 300 }, (_, i) => (i % 7) / 7 + 1);
    const { lower, upper } = hoeffding(terms, { level: 0.9, range: [1, 3] });
    const t = (upper - lower) / 2;
    expect(Math.exp((-2 * 300 * t ** 2) / 2 ** 2)).toBeAllClose(0.05);
  });

  it('is cut to the range of the mean', () => {
    const terms = Float64Array.of(0, 1, 1, 1);
    const { lower, upper, warnings } = hoeffding(terms, { level: 0.5, range: [0, 1] });
    expect([lower, upper]).toBeAllClose([0.75 - Math.sqrt(Math.log(4) / 8), 1]);
    expect(warnings).toBeUndefined();
    expect(hoeffding(terms, { level: 0.5, range: [0, 1], cut: [0.5, 0.6] })).toMatchObject({ lower: 0.5, upper: 0.6 });
  });
});
