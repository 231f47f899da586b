import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/random/rng.js';
import { clippedShifted } from '../../../../src/ope/estimators/importance/clippedShifted.js';
import { clippedWeights } from '../../../../src/ope/estimators/importance/clippedWeights.js';
import { gainByBetting } from '../../../../src/ope/estimators/importance/gainByBetting.js';

describe('clippedShifted', () => {
  it('is as by hand', () => {
    // r_min = −1, c = 3: min(w, c) = 3, 1/2, 0; x = 2 · 2, −1/2 · 1, −1 · 0.
    const found = clippedShifted([Math.log(5), Math.log(1 / 2), -Infinity], [1, 0, -1], { leastReturn: -1, clip: 3 });
    expect(found.terms).toBeAllClose([4, -1 / 2, 0]);
    expect(found.gain).toBeAllClose(7 / 6);
    // Deviations 17/6, −10/6, −7/6: squares sum to 438/36, over n − 1 = 2 and n = 3.
    expect(found.standardError!).toBeAllClose(Math.sqrt(438 / 36 / 6));
    expect(found.lower).toBeAllClose(7 / 6 - 1.6448536269514722 * Math.sqrt(438 / 36 / 6));
    expect(found.shareHeld).toBeAllClose(3.5 / 3);
    const wider = clippedShifted([Math.log(5), 0], [1, 0], { leastReturn: -1, level: 0.975 });
    expect(wider.lower).toBeAllClose(wider.gain - 1.959963984540054 * wider.standardError!);
  });

  it('cuts weights of which the exponential is no number any more, at 20 unless told', () => {
    expect(clippedWeights([-Infinity, -1e4, 0, Math.log(20), 600, 1e4, Infinity])).toEqual(
      Float64Array.of(0, 0, 1, 20, 20, 20, 20),
    );
    const { terms, shareHeld } = clippedShifted([600, -600, 1e300], [1, 1, 0], { leastReturn: 0 });
    expect(terms).toBeAllClose([19, -1, 0]);
    expect(shareHeld).toBeAllClose(40 / 3);
  });

  it('has no bound and no error from one episode', () => {
    const found = clippedShifted([0.5], [1], { leastReturn: 0 });
    expect(found).toMatchObject({ lower: -Infinity });
    expect(found).not.toHaveProperty('standardError');
  });

  test.prop([fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 2, maxLength: 20 })])(
    'has gain and error 0 where every weight is 1',
    (returns) => {
      const found = clippedShifted(new Float64Array(returns.length), returns, { leastReturn: -3 });
      expect([found.gain, found.standardError, found.lower, found.shareHeld]).toBeAllClose([0, 0, 0, 1]);
    },
  );

  it('says what it cannot take', () => {
    const weights = [0, 0];
    expect(() => clippedShifted(weights, [1, -1.1], { leastReturn: -1 })).toThrow(
      'clippedShifted: returns must be finite and at least the least possible, -1, got -1.1 at index 1',
    );
    // What is added up in another order may be less by rounding.
    expect(clippedShifted([1, 0], [-1 - 1e-12, 0], { leastReturn: -1 }).terms).toEqual(Float64Array.of(0, 0));
    expect(() => clippedShifted(weights, [1, NaN], { leastReturn: -1 })).toThrow('got NaN at index 1');
    expect(() => clippedShifted(weights, [1, Infinity], { leastReturn: -1 })).toThrow('got Infinity at index 1');
    expect(() => clippedShifted(weights, [1, 1], { leastReturn: -Infinity })).toThrow(
      'leastReturn must be finite, got -Infinity',
    );
    expect(() => clippedShifted([0], [1, 1], { leastReturn: 0 })).toThrow(
      'must have a weight and a return, got 1 and 2',
    );
    expect(() => clippedShifted([], [], { leastReturn: 0 })).toThrow('got 0 and 0');
    expect(() => clippedShifted([NaN], [1], { leastReturn: 0 })).toThrow(
      'log weights must be numbers, got NaN at index 0',
    );
    for (const clip of [0.9, NaN, Infinity])
      expect(() => clippedShifted(weights, [1, 1], { leastReturn: 0, clip })).toThrow(
        `clip must be finite and at least 1, got ${clip}`,
      );
    for (const level of [0, 1, NaN])
      expect(() => clippedShifted(weights, [1, 1], { leastReturn: 0, level })).toThrow(
        `level must be in (0, 1), got ${level}`,
      );
  });
});

describe('gainByBetting', () => {
  it('is below the mean of the terms, and near it where they are many', () => {
    const rng = createRng(1);
    const terms = Float64Array.from({ length: 5000 }, () => (rng.uniform() < 0.5 ? 2 : -2));
    const mean = terms.reduce((sum, x) => sum + x, 0) / 5000;
    const lower = gainByBetting(terms, { returns: [-1, 1], clip: 2 });
    expect(lower).toBeLessThan(mean);
    // The terms span 4 and have the deviation 2: the normal bound is 1.64 · 2 / √5000 = .047 below the mean.
    expect(lower).toBeGreaterThan(mean - 0.094);
    expect(gainByBetting(terms, { returns: [-1, 1], clip: 2, level: 0.99 })).toBeLessThan(lower);
  });

  it('refuses terms that the range of returns cannot have, and levels that bound nothing', () => {
    expect(() => gainByBetting(Float64Array.of(2.1), { returns: [-1, 1], clip: 2 })).toThrow(
      'terms must be in the range [-2, 2], got 2.1 at index 0',
    );
    for (const level of [0.5, 1])
      expect(() => gainByBetting(Float64Array.of(0), { returns: [-1, 1], level })).toThrow(
        `gainByBetting: level must be above 0.5 and below 1, got ${level}`,
      );
  });
});
