import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { tied } from '../../src/core/tied.js';

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 12 });

describe('tied', () => {
  it('makes equal what rounding split, and nothing else', () => {
    expect(tied([0.3, 0.1 + 0.2, 1, -1])).toEqual(Float64Array.of(0.3, 0.3, 1, -1));
    expect(tied([1, 1 + 1e-11])).toEqual(Float64Array.of(1, 1 + 1e-11));
    // Rounding of what cancels is that of the numbers around it.
    expect(tied([1000, 1e-14, 0])).toEqual(Float64Array.of(1000, 0, 0));
    expect(tied([1e-14, 0])).toEqual(Float64Array.of(1e-14, 0));
    expect(tied([])).toEqual(new Float64Array(0));
  });

  test.prop([numbers])(
    'never turns an order round, moves no number by more than rounding, and rests there',
    (values) => {
      const result = tied(values);
      const scale = Math.max(0, ...values.map(Math.abs));
      for (const [i, x] of values.entries()) {
        expect(Math.abs(result[i] - x)).toBeLessThanOrEqual(1e-12 * scale);
        for (const [j, y] of values.entries()) if (x < y) expect(result[i]).toBeLessThanOrEqual(result[j]);
      }
      expect(tied(result)).toEqual(result);
    },
  );

  test.prop([numbers, fc.double({ min: 1e-3, max: 1e3, noNaN: true })])(
    'ties the same in other units',
    (values, unit) => {
      // Of integers, that no unit takes across the tolerance.
      const whole = values.map(Math.round);
      const ties = (of: Float64Array): string => whole.map((_, i) => of.indexOf(of[i])).join();
      expect(ties(tied(whole.map((x) => x * unit)))).toBe(ties(tied(whole)));
    },
  );
});
