import { expect, test, vi } from 'vitest';
import { rememberRecent } from '../../../src/gadgets/inference/rememberRecent.js';

test('rememberRecent computes what it has not seen lately', () => {
  const double = vi.fn((n: number) => 2 * n);
  const remembered = rememberRecent(double, String, 2);
  expect([1, 2, 2, 1, 3, 1, 2].map(remembered)).toEqual([2, 4, 4, 2, 6, 2, 4]);
  // 3 drives out 2, which was not asked for since 1 was; the last 2 is computed again.
  expect(double.mock.calls.flat()).toEqual([1, 2, 3, 2]);
});
