import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { betting } from '../../../../src/ope/intervals/terms/betting.js';
import { bettingWeights } from '../../../../src/ope/intervals/terms/bettingWeights.js';

const data = { weights: Float64Array.of(1, 2), returns: Float64Array.of(0, 1) };

describe('bettingWeights', () => {
  it('is as by hand for one trajectory', () => {
    // Weight 2, return 30 of 10 to 30: the value to bet on is 2 above and 0 below. alpha = 1/2, so the capital must get
    // to 4: 1 + (2 − m) / (2 m) = 4 at m = 2/7, and the bet is cut there as sqrt(8 ln 4) = 3.33 is above 7/4.
    const { lower, upper } = bettingWeights(
      { weights: Float64Array.of(2), returns: Float64Array.of(30) },
      { level: 0.5, range: [10, 30] },
    );
    expect([lower, upper]).toBeAllClose([10 + 20 * (2 / 7), 30]);
  });

  test.prop([fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 1, maxLength: 50 })])(
    'is the betting interval where all weights are 1',
    (list) => {
      const returns = Float64Array.from(list);
      const options = { level: 0.9, range: [-8, 8] } as const;
      const expected = betting(returns, options);
      const { lower, upper } = bettingWeights({ weights: returns.map(() => 1), returns }, options);
      expect([lower, upper]).toBeAllClose([expected.lower, expected.upper], { atol: 1e-9 });
    },
  );

  it('does not ask how large a weight may be', () => {
    const weights = Float64Array.from({ length: 400 }, (_, i) => (i % 100 === 50 ? 1e6 : 0.5));
    const { lower, upper } = bettingWeights(
      { weights, returns: weights.map((_, i) => i % 2) },
      { level: 0.95, range: [0, 1] },
    );
    expect(lower).toBeGreaterThan(0);
    expect(upper).toBeLessThanOrEqual(1);
  });

  it('exchanges ends that crossed, and says so', () => {
    // Weights of 9 throughout are none with expectation 1.
    const weights = new Float64Array(100).fill(9);
    const interval = bettingWeights({ weights, returns: weights.map((_, i) => i % 2) }, { level: 0.95, range: [0, 1] });
    expect(interval).toMatchObject({ lower: 0, upper: 1 });
    expect(interval.warnings?.[0]).toContain('the ends crossed and were exchanged');
  });

  it.each([
    [{ ...data, weights: Float64Array.of(1) }, [0, 1], 'weights and returns must have one length, got 1 and 2'],
    [{ ...data, weights: Float64Array.of(1, -1) }, [0, 1], 'weights must be finite and at least 0, got -1 at index 1'],
    [data, [0, 0.5], 'terms must be in the range [0, 0.5], got 1 at index 1'],
    [data, [0, Infinity], 'the range of returns must be finite, got [0, Infinity]'],
    [data, [1, 0], 'a range must have its least value below its greatest, got [1, 0]'],
  ] as const)('refuses what it cannot use: %#', (wrong, range, message) => {
    expect(() => bettingWeights(wrong, { level: 0.9, range })).toThrow(`betting-weights: ${message}`);
  });
});
