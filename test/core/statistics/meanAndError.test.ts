import { expect, it } from 'vitest';
import { errorText, meanAndError } from '../../../src/core/statistics/meanAndError.js';

it('gives mean and standard error', () => {
  // Squares about 3: 4 + 1 + 9 = 14; 14 / 2 / 3 = 7 / 3.
  const { n, mean, standardError } = meanAndError([1, 2, 6]);
  expect([n, mean]).toEqual([3, 3]);
  expect(standardError).toBeAllClose(Math.sqrt(7 / 3));
});

it('knows no error of one value, and refuses none', () => {
  expect(meanAndError([5])).toEqual({ n: 1, mean: 5 });
  expect(() => meanAndError([])).toThrow('meanAndError: at least one value is needed, got none');
});

it('writes an error only where there is one', () => {
  expect(errorText({ n: 3, mean: 2, standardError: 0.577 }, 2)).toBe('2.00 ± 0.58');
  expect(errorText({ n: 1, mean: 2 }, 1)).toBe('2.0');
  expect(errorText({ n: 5, mean: 8.1, standardError: 1e-15 }, 1)).toBe('8.1');
});
