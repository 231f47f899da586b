import { expect, test } from 'vitest';
import { distinctRows } from '../../../../src/gadgets/training/loss/distinctRows.js';

test('distributions that differ in any place or digit are told apart, and no others', () => {
  const [a, b] = [Float64Array.of(0, 0.25, 0.75), Float64Array.of(0.25, 0, 0.75)];
  const near = Float64Array.of(0, 0.25, 0.75 + Number.EPSILON);
  const { rows, rowOf } = distinctRows([a, b, a.slice(), near, b]);
  expect(rows).toEqual([a, b, near]);
  expect(Array.from(rowOf)).toEqual([0, 1, 0, 2, 1]);
});

test('two of one hash are told apart by their numbers', () => {
  // Found by a search of these two-millionths.
  const [a, b] = [51_482, 66_452].map((part) => Float64Array.of(part / 2e6, 1 - part / 2e6));
  expect(Array.from(distinctRows([a, b, a]).rowOf)).toEqual([0, 1, 0]);
});
