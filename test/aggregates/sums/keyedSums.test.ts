import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyedSums } from '../../../src/aggregates/sums/keyedSums.js';

describe('KeyedSums', () => {
  it('sums as a map does, and sorts by the keys', () => {
    const key = fc.tuple(fc.nat(5), fc.nat(3), fc.integer({ min: 0, max: 2 ** 31 - 1 }));
    fc.assert(
      fc.property(fc.array(key), (keys) => {
        const sums = new KeyedSums(2);
        const expected = new Map<string, number>();
        for (const [a, b, c] of keys) {
          sums.add(a, b, c, 1, c);
          expected.set(`${a} ${b} ${c}`, (expected.get(`${a} ${b} ${c}`) ?? 0) + 1);
        }
        const sorted = sums.sorted();
        const rows = [...sorted.sums[0].keys()].map((k) => sorted.keys.map((column) => column[k]));
        expect(rows).toEqual(rows.slice().sort(([a, b, c], [d, e, f]) => a - d || b - e || c - f));
        expect(rows.map((row) => expected.get(row.join(' ')))).toEqual([...sorted.sums[0]]);
        expect(rows.length).toBe(expected.size);
        rows.forEach((row, k) => {
          expect(sorted.sums[1][k]).toBe(row[2] * sorted.sums[0][k]);
        });
      }),
    );
  });

  it('keeps what it holds as it grows', () => {
    const sums = new KeyedSums(3);
    for (let round = 0; round < 2; round++) for (let k = 0; k < 10_000; k++) sums.add(k % 7, k % 11, k, 1, 2, k);
    const { keys, sums: columns } = sums.sorted();
    expect(keys[2].length).toBe(10_000);
    keys[2].forEach((k, row) => {
      expect(columns.map((column) => column[row])).toEqual([2, 4, 2 * k]);
    });
  });
});
