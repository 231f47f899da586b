import { fc, test } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { eliminateIntegers } from '../../../src/mdp/exact/eliminateIntegers.js';

it('solves two equations by hand', () => {
  // x = 2, 1.
  expect(
    eliminateIntegers(
      [
        [2n, -1n],
        [-1n, 2n],
      ],
      [3n, 0n],
    ),
  ).toEqual({ y: [6n, 3n], determinant: 3n });
  expect(eliminateIntegers([[7n]], [2n])).toEqual({ y: [2n], determinant: 7n });
});

const system = fc.integer({ min: 1, max: 7 }).chain((n) =>
  fc.record({
    // Off the diagonal not above 0, and rows that sum to 1 or more: as of 1 − P.
    outside: fc.array(fc.array(fc.bigInt(0n, 1000n), { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
    excess: fc.array(fc.bigInt(1n, 10n), { minLength: n, maxLength: n }),
    b: fc.array(fc.bigInt(-(10n ** 30n), 10n ** 30n), { minLength: n, maxLength: n }),
  }),
);

test.prop([system])('solves A y = determinant · b', ({ outside, excess, b }) => {
  const matrix = outside.map((row, i) =>
    row.map((each, j) => (i === j ? row.reduce((sum, x, k) => (k === i ? sum : sum + x), excess[i]) : -each)),
  );
  const { y, determinant } = eliminateIntegers(
    matrix.map((row) => row.slice()),
    b.slice(),
  );
  expect(determinant).toBeGreaterThan(0n);
  expect(matrix.map((row) => row.reduce((sum, a, j) => sum + a * y[j], 0n))).toEqual(
    b.map((each) => each * determinant),
  );
});
