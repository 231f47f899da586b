import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../src/core/errors.js';
import { rowMender } from '../../src/core/rowMender.js';

const weights = fc.array(fc.double({ min: 1e-3, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });

function normalised(parts: readonly number[]): Float64Array {
  const sum = parts.reduce((total, x) => total + x, 0);
  return Float64Array.from(parts, (x) => x / sum);
}

describe('rowMender', () => {
  test.prop([weights])('leaves a row that sums to 1 as it is, bit for bit', (parts) => {
    const row = normalised(parts);
    const before = row.slice();
    const mender = rowMender();
    expect(mender.mend(row)).toBeUndefined();
    expect(row).toEqual(before);
    expect(mender.sentences()).toEqual([]);
  });

  test.prop([weights])('takes numbers of 32 bits, however many', (parts) => {
    const exact = normalised(parts);
    const row = exact.map(Math.fround);
    expect(rowMender().mend(row)).toBeUndefined();
    expect(row).toBeAllClose(exact, { rtol: 1e-5 });
    expect(row.reduce((sum, p) => sum + p, 0)).toBeAllClose(1, { rtol: 1e-9 });
  });

  test.prop([weights, fc.integer({ min: 2, max: 6 })])(
    'takes printed numbers where that is allowed',
    (parts, digits) => {
      const exact = normalised(parts);
      const row = exact.map((p) => Number(p.toFixed(digits)));
      fc.pre(row.some((p) => p > 0));
      expect(rowMender(10 ** -digits).mend(row)).toBeUndefined();
      expect(row.reduce((sum, p) => sum + p, 0)).toBeAllClose(1, { rtol: 1e-9 });
    },
  );

  it('says how many rows it divided, and by how much they were off', () => {
    const mender = rowMender();
    mender.mend(Float64Array.of(0.5, 0.5000001));
    mender.mend(Float64Array.of(0.5, 0.4999995));
    expect(mender.sentences()).toEqual([
      '2 rows of probabilities summed to 1 only to within 5.0e-7, by rounding: divided by their sums',
    ]);
  });

  it('takes a negative rounding error as 0', () => {
    const mender = rowMender();
    const row = Float64Array.of(-1e-17, 1);
    expect(mender.mend(row)).toBeUndefined();
    expect(row).toEqual(Float64Array.of(0, 1));
    expect(mender.sentences()).toEqual(['1 probability was negative by rounding, down to -1e-17: taken as 0']);
  });

  it.each<[string, number[], string]>([
    [
      'logits',
      [0.5, -0.5],
      'got -0.5 at index 1 - if these are logits, write their softmax: exp(x) divided by the sum of exp(x)',
    ],
    ['logarithms', [Math.log(0.25), Math.log(0.75)], 'index 0 - these are logarithms of probabilities: write exp(x)'],
    ['printed numbers', [0.3333, 0.3333, 0.3333], 'allow it (--round 1e-4, or rounding: 1e-4)'],
    ['counts', [3, 1], 'probabilities must be from 0 to 1, got 3 at index 0'],
    ['a sum that is off', [0.5, 0.25], 'probabilities must sum to 1, got 0.75 - divide them by their sum'],
    ['what is no number', [NaN, 1], 'probabilities must be from 0 to 1, got NaN at index 0'],
  ])('refuses %s, with the remedy', (_name, row, fault) => {
    const values = Float64Array.from(row);
    expect(rowMender().mend(values)).toContain(fault);
    expect(values).toEqual(Float64Array.from(row));
  });

  it('gives remedies that work', () => {
    expect(rowMender(1e-4).mend(Float64Array.of(0.3333, 0.3333, 0.3333))).toBeUndefined();
    expect(rowMender(1e-4).mend(Float64Array.of(0.333, 0.333, 0.333))).toContain('1e-3');
  });

  it.each([-1, 0.1, NaN])('refuses a rounding of %f', (rounding) => {
    expect(() => rowMender(rounding)).toThrow(ArgumentError);
  });
});
