import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NameIndex } from '../../../../../src/files/trajectories/rows/names/nameIndex.js';

const names = (): fc.Arbitrary<string[]> =>
  fc
    .tuple(fc.nat(20), fc.nat(8), fc.uniqueArray(fc.constantFrom('00', '01', '5', '24', 'a', '', '-1', '1e3')))
    .map(([from, count, others]) => [
      ...new Set([...Array.from({ length: count }, (_, k) => String(from + k)), ...others]),
    ]);

describe('NameIndex', () => {
  it('numbers names in the order in which they come, counted or not', () => {
    fc.assert(
      fc.property(names(), (all) => {
        const index = new NameIndex();
        for (const [number, name] of all.entries()) {
          expect(index.of(name)).toBeUndefined();
          expect(index.add(name)).toBe(number);
        }
        expect(index.size).toBe(all.length);
        expect(index.all()).toEqual(all);
        expect(all.map((_, number) => index.nameOf(number))).toEqual(all);
        expect(all.map((name) => index.of(name))).toEqual(all.map((_, number) => number));
        expect(index.areNumbers).toBe(all.every((name, number) => name === String(number)));
      }),
    );
  });
});
