import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { quantile } from '../../../src/core/statistics/quantile.js';

const sorted = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 20 })
  .map((values) => Float64Array.from(values).sort());
const share = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000);

describe('quantile', () => {
  it.each([
    [[7], 0.3, 7],
    [[1, 2, 4], 0, 1],
    [[1, 2, 4], 0.25, 1.5],
    [[1, 2, 4], 0.5, 2],
    [[1, 2, 4], 0.75, 3],
    [[1, 2, 4], 1, 4],
    [[1, 2, 3, 4], 0.5, 2.5],
    [[0, 10], 0.95, 9.5],
  ])('of %j at %d is %d', (values, at, expected) => {
    expect(quantile(values, at)).toBeAllClose(expected);
  });

  test.prop([sorted, share, share])('grows with the share, from the least value to the greatest', (values, a, b) => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)].map((at) => quantile(values, at));
    expect(low).toBeLessThanOrEqual(high + 1e-9);
    expect(quantile(values, 0)).toBe(values[0]);
    expect(quantile(values, 1)).toBe(values.at(-1));
  });

  test.prop([sorted, share])('mirrors when the values are negated', (values, at) => {
    const mirrored = values.map((x) => -x).reverse();
    expect(quantile(mirrored, 1 - at)).toBeAllClose(-quantile(values, at), { atol: 1e-9 });
  });
});
