import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { simplexProgram } from '../../src/core/simplexProgram.js';
import { quadraticForm, simplexMinimum } from '../support/opeOracle/simplexMinimum.js';

/** B Bᵀ and a small ridge: positive definite, often nearly singular. */
const matrix = fc
  .integer({ min: 1, max: 5 })
  .chain((n) =>
    fc
      .array(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 3, maxLength: 3 }), { minLength: n, maxLength: n })
      .map((rows) =>
        rows.map((a, i) => rows.map((b, j) => a.reduce((sum, x, k) => sum + x * b[k], 0) + (i === j ? 1e-3 : 0))),
      ),
  );

describe('simplexProgram', () => {
  it('weighs independent errors by their precisions, and leaves out what only adds', () => {
    expect(simplexProgram(Float64Array.of(1, 0, 0, 3), 2)).toBeAllClose([0.75, 0.25]);
    expect(simplexProgram(Float64Array.of(1, 2, 2, 5), 2)).toBeAllClose([1, 0]);
    expect(simplexProgram(Float64Array.of(7), 1)).toBeAllClose([1]);
  });

  test.prop([matrix])('finds the least over all faces', (rows) => {
    const x = Array.from(simplexProgram(Float64Array.from(rows.flat()), rows.length));
    expect(x.reduce((a, b) => a + b)).toBeAllClose(1);
    expect(Math.min(...x)).toBeGreaterThanOrEqual(0);
    const least = quadraticForm(rows, simplexMinimum(rows));
    expect(quadraticForm(rows, x)).toBeAllClose(least, { rtol: 1e-7, atol: 1e-10 });
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => simplexProgram(Float64Array.of(-1), 1)).toThrow(/must be positive definite, got a pivot of -1/);
  });
});
