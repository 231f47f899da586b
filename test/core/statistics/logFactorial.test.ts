import { describe, expect, it } from 'vitest';
import { logChoose, logFactorial } from '../../../src/core/statistics/logFactorial.js';

describe('logFactorial', () => {
  it('is the sum of logarithms, where it is summed and where it is a series', () => {
    let sum = 0;
    for (let n = 0; n <= 3000; n++) {
      if (n > 1) sum += Math.log(n);
      expect(logFactorial(n)).toBeAllClose(sum, { rtol: 1e-14, atol: 1e-14 });
    }
  });

  // Computed with 30 digits.
  it.each([
    [31, 78.0922235533153],
    [32, 81.557959456115],
    [1_000_000, 12815518.3846581625],
  ])('of %d is %d', (n, expected) => {
    expect(logFactorial(n)).toBeAllClose(expected, { rtol: 1e-14, atol: 0 });
  });
});

describe('logChoose', () => {
  it('counts sets as the triangle of Pascal does', () => {
    let row = [1];
    for (let n = 1; n <= 40; n++) {
      row = Array.from({ length: n + 1 }, (_, k) => (row[k - 1] ?? 0) + (row[k] ?? 0));
      row.forEach((sets, k) => {
        expect(logChoose(n, k)).toBeAllClose(Math.log(sets), { rtol: 1e-12, atol: 1e-12 });
      });
    }
  });
});
