import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunColumn } from '../../../../src/files/trajectories/rows/runColumn.js';

/** Runs of numbers each one more than the last, some of them fractions, of which sums are rounded. */
const values = (): fc.Arbitrary<number[]> => {
  const first = fc.oneof(
    fc.integer({ min: 0, max: 3 }),
    fc.nat(1000).map((k) => k / 997),
  );
  const run = fc.tuple(first, fc.nat(5)).map(([from, length]) => {
    const numbers = [from];
    while (numbers.length <= length) numbers.push(numbers[numbers.length - 1] + 1);
    return numbers;
  });
  return fc.array(run, { maxLength: 8 }).map((runs) => runs.flat());
};

describe('RunColumn', () => {
  it.each([0, 1] as const)('holds what was pushed, with a step of %d', (step) => {
    fc.assert(
      fc.property(values(), fc.nat(40), (pushed, some) => {
        const column = new RunColumn(step);
        for (const value of pushed) column.push(value);
        const runs = column.finish();
        const first = runs.first(Math.min(some, pushed.length));
        expect(pushed.map((_, row) => runs.at(row))).toEqual(pushed);
        expect([...runs.expanded()]).toEqual(pushed);
        expect([...first.expanded()]).toEqual(pushed.slice(0, some));
        for (const value of pushed) column.push(value);
        expect([...column.finish().expanded()]).toEqual(pushed);
      }),
    );
  });

  it('keeps numbers that follow on one another as one run', () => {
    const column = new RunColumn(1);
    for (const value of [5, 6, 7, 8, 3, 4]) column.push(value);
    expect([...column.finish().rows]).toEqual([0, 4]);
  });
});
