import { expect, test } from 'vitest';
import { distinctRows } from '../../../../src/gadgets/training/loss/distinctRows.js';

test('distributions that differ in any place or digit are told apart, and no others', () => {
  const [a, b] = [Float64Array.of(0, 0.25, 0.75), Float64Array.of(0.25, 0, 0.75)];
  const near = Float64Array.of(0, 0.25, 0.75 + Number.EPSILON);
  const { rows, rowOf } = distinctRows([a, b, a.slice(), near, b]);
  expect(rows).toEqual([a, b, near]);
  expect(Array.from(rowOf)).toEqual([0, 1, 0, 2, 1]);
});

test('those of one hash are told apart by their numbers', () => {
  // -0 counts as 0, and so as no outcome that is possible; its bits differ.
  const { rowOf } = distinctRows([Float64Array.of(1, 0), Float64Array.of(1, -0)]);
  expect(Array.from(rowOf)).toEqual([0, 0]);
});
