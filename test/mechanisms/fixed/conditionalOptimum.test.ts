import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { ArgumentError, NumericalError } from '../../../src/core/errors.js';
import { gumbelMaxRow } from '../../../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { worlds } from '../../../src/laws/mechanism/worlds.js';
import { leastConditionalCost } from '../../../src/mechanisms/fixed/leastConditionalCost.js';
import { leastConditionalVariance } from '../../../src/mechanisms/fixed/leastConditionalVariance.js';

const floats = (...values: number[]): Float64Array => Float64Array.from(values);

/** Every vertex of { row : 0 <= row <= q / px, sum 1 }: a set of outcomes in full and at most one more in part. */
function* vertices(px: number, q: Float64Array): Generator<Float64Array> {
  for (let full = 0; full < 2 ** q.length; full++) {
    for (let part = 0; part < q.length; part++) {
      const row = q.map((value, k) => ((full >> k) & 1 && k !== part ? value / px : 0));
      const rest = 1 - row.reduce((a, b) => a + b);
      if (rest < -1e-12 || rest > q[part] / px + 1e-12) continue;
      row[part] = Math.max(0, rest);
      yield row;
    }
  }
}

function varianceOf(row: Float64Array, h: readonly number[]): number {
  const mean = row.reduce((sum, value, k) => sum + value * h[k], 0);
  return row.reduce((sum, value, k) => sum + value * (h[k] - mean) ** 2, 0);
}

const values = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 6, maxLength: 6 });

/** What the rounding of a sum of 1 can leave, which the row gives to its last outcome so that it stays whole. */
const ULPS = 1e-15;

describe('leastConditionalCost', () => {
  test('fills from the cheapest up', () => {
    const { row, value } = leastConditionalCost(0.5, floats(0.25, 0.5, 0.25), [2, 0, 1]);
    expect(row).toBeAllClose([0, 1, 0]);
    expect(value).toBeAllClose(0);
    expect(leastConditionalCost(1, floats(0.25, 0.5, 0.25), [2, 0, 1])).toEqual({
      row: floats(0.25, 0.5, 0.25),
      value: 0.75,
    });
  });

  test('an observed outcome of probability 1e-300 takes the cheapest possible outcome', () => {
    expect(Array.from(leastConditionalCost(1e-300, floats(0, 0.5, 0.5), [0, 2, 1]).row)).toEqual([0, 0, 1]);
  });

  test.prop([worlds(6), values], { numRuns: 60 })('is the best of all vertices', ({ p, q }, h) => {
    for (const px of p) {
      if (px === 0) continue;
      const { row, value } = leastConditionalCost(px, q, h.slice(0, q.length));
      const costs = Array.from(vertices(px, q), (v) => v.reduce((sum, share, k) => sum + share * h[k], 0));
      expect(value).toBeAllClose(Math.min(...costs), { rtol: 1e-9, atol: 1e-9 });
      expect(row.reduce((a, b) => a + b)).toBeAllClose(1);
      expect(row.every((share, y) => share >= 0 && share <= (q[y] / px) * (1 + 1e-9) + ULPS)).toBe(true);
    }
  });

  test('errors', () => {
    expect(() => leastConditionalCost(0, floats(1), [1])).toThrow(NumericalError);
    expect(() => leastConditionalCost(1, floats(1), [1, 2])).toThrow(ArgumentError);
  });
});

describe('leastConditionalVariance', () => {
  test('a window that is not at either end', () => {
    // Half of the mass fits on 10, 11 of the four outcomes; from either end the variance is larger.
    const { row, value } = leastConditionalVariance(0.5, floats(0.25, 0.25, 0.25, 0.25), [0, 10, 11, 30]);
    expect(row).toBeAllClose([0, 0.5, 0.5, 0]);
    expect(value).toBeAllClose(0.25);
  });

  test('a window in part at its lower end', () => {
    // All of 10, and a third of 9 rather than of 12.
    expect(leastConditionalVariance(0.75, floats(0.25, 0.5, 0.25), [9, 10, 12]).row).toBeAllClose([1 / 3, 2 / 3, 0]);
  });

  test.prop([worlds(6), values], { numRuns: 60 })('is the best of all vertices', ({ p, q }, h) => {
    for (const px of p) {
      if (px === 0) continue;
      const { row, value } = leastConditionalVariance(px, q, h.slice(0, q.length));
      const best = Math.min(...Array.from(vertices(px, q), (v) => varianceOf(v, h)));
      expect(value).toBeAllClose(best, { rtol: 1e-9, atol: 1e-9 });
      expect(varianceOf(row, h)).toBeAllClose(value);
    }
  });

  test.prop([worlds(40)], { numRuns: 60 })('never more than Gumbel-max', ({ p, q }) => {
    const h = Array.from(p, (_, k) => Math.sin(5 * k));
    p.forEach((px, x) => {
      if (px === 0) return;
      const { value } = leastConditionalVariance(px, q, h);
      expect(value).toBeLessThanOrEqual(varianceOf(gumbelMaxRow(p, q, x), h) + 1e-12);
    });
  });

  test('errors', () => {
    expect(() => leastConditionalVariance(0, floats(1), [1])).toThrow(NumericalError);
    expect(() => leastConditionalVariance(1, floats(1), [1, 2])).toThrow(ArgumentError);
  });
});
