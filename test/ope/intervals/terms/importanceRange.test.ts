import { describe, expect, it } from 'vitest';
import { importanceRange } from '../../../../src/ope/intervals/terms/importanceRange.js';

describe('importanceRange', () => {
  it.each([
    [[-1, 1], 2, 3, [-8, 8]],
    [[1, 2], 3, 2, [0, 18]],
    [[-2, -1], 3, 2, [-18, 0]],
    [[0, 1], 10, 400, [0, Infinity]],
    [[-1, 0], 10, 400, [-Infinity, 0]],
  ] as const)(
    'of returns in %j with ratios up to %d over %d steps is %j',
    (returns, largestRatio, horizon, expected) => {
      expect(importanceRange(returns, { largestRatio, horizon })).toEqual(expected);
    },
  );

  it.each([
    [{ largestRatio: 0.5, horizon: 1 }, 'largestRatio must be at least 1, got 0.5'],
    [{ largestRatio: 1, horizon: 0 }, 'horizon must be an integer ≥ 1, got 0'],
  ])('refuses %j', (options, message) => {
    expect(() => importanceRange([0, 1], options)).toThrow(`importanceRange: ${message}`);
  });
});
