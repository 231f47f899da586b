import { describe, expect, it } from 'vitest';
import { studentT } from '../../../../src/ope/intervals/terms/studentT.js';

describe('studentT', () => {
  it.each([0.5, 0.9, 0.95, 0.99])('of two terms has the closed form of Cauchy: level %d', (level) => {
    // The standard error of 1 and 3 is 1.
    const { lower, upper } = studentT(Float64Array.of(1, 3), { level });
    const half = Math.tan((Math.PI * level) / 2);
    expect([lower, upper]).toBeAllClose([2 - half, 2 + half], { rtol: 1e-11 });
  });

  it.each([0.5, 0.9, 0.95, 0.99])('of three terms has the closed form of two degrees of freedom: level %d', (level) => {
    // The sample variance of 1, 2, 3 is 1.
    const { lower, upper } = studentT(Float64Array.of(1, 2, 3), { level });
    const half = (level * Math.sqrt(2 / (1 - level ** 2))) / Math.sqrt(3);
    expect([lower, upper]).toBeAllClose([2 - half, 2 + half], { rtol: 1e-11 });
  });

  it('agrees with another implementation', () => {
    // scipy.stats.ttest_1samp([1, 2, 3, 7, 20], 0).confidence_interval(0.9), SciPy 1.17.1
    const { lower, upper } = studentT(Float64Array.of(1, 2, 3, 7, 20), { level: 0.9 });
    expect([lower, upper]).toBeAllClose([-0.864508626276197, 14.064508626276192]);
  });

  it('warns of terms that are all the same', () => {
    expect(studentT(Float64Array.of(2, 2), { level: 0.9 })).toMatchObject({
      lower: 2,
      upper: 2,
      warnings: ['all values are the same: the width 0 shows no certainty'],
    });
    expect(studentT(Float64Array.of(2, 3), { level: 0.9 }).warnings).toBeUndefined();
  });

  it('refuses a single term and what is not a number', () => {
    expect(() => studentT(Float64Array.of(1), { level: 0.9 })).toThrow('t: at least 2 terms are needed, got 1');
    expect(() => studentT(Float64Array.of(1, NaN), { level: 0.9 })).toThrow(
      't: terms must be finite, got NaN at index 1',
    );
  });
});
