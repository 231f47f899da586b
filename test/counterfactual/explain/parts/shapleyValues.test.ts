import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../../src/core/errors.js';
import { shapleyValues } from '../../../../src/counterfactual/explain/parts/shapleyValues.js';

/** All orders of the first m whole numbers. */
function orders(m: number): number[][] {
  if (m === 0) return [[]];
  return orders(m - 1).flatMap((rest) =>
    Array.from({ length: m }, (_, place) => [...rest.slice(0, place), m - 1, ...rest.slice(place)]),
  );
}

describe('shapleyValues', () => {
  test.prop([
    fc
      .integer({ min: 0, max: 4 })
      .chain((m) => fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2 ** m, maxLength: 2 ** m })),
  ])('are the mean, over all orders of joining, of what each player adds', (values) => {
    const m = Math.log2(values.length);
    const mean = new Float64Array(m);
    const all = orders(m);
    for (const order of all) {
      let set = 0;
      for (const player of order) {
        mean[player] += (values[set | (1 << player)] - values[set]) / all.length;
        set |= 1 << player;
      }
    }
    const shares = shapleyValues(values);
    expect(shares).toBeAllClose(mean, { atol: 1e-12 });
    expect(shares.reduce((sum, x) => sum + x, 0)).toBeAllClose(values[values.length - 1] - values[0], { atol: 1e-12 });
  });

  it('refuses values of some sets', () => {
    for (const n of [0, 3])
      expect(() => shapleyValues(new Float64Array(n))).toThrow(
        new ArgumentError(`shapleyValues: there must be a value for each set, 2^m of them, got ${n}`),
      );
  });
});
