import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import {
  addPair,
  bytesToAdd,
  clearPairs,
  createPairIndex,
  findPair,
} from '../../../src/counterfactual/rows/pairIndex.js';

const number = fc.oneof(fc.nat({ max: 20 }), fc.integer({ min: 0, max: 2 ** 32 - 2 }));

describe('an index by pairs', () => {
  test.prop([fc.array(fc.tuple(number, number), { maxLength: 200 })])('answers as a Map of all pairs does', (pairs) => {
    const index = createPairIndex();
    const map = new Map<string, number>();
    for (const [i, [first, second]] of pairs.entries()) {
      const key = `${first} ${second}`;
      expect(findPair(index, first, second)).toBe(map.get(key) ?? -1);
      if (map.has(key)) continue;
      map.set(key, i);
      const [before, announced] = [index.slots.byteLength, bytesToAdd(index)];
      addPair(index, first, second, i);
      // The old table is there until the new one is filled.
      expect(index.slots.byteLength).toBe(announced > 0 ? announced : before);
    }
    for (const [key, value] of map) {
      const [first, second] = key.split(' ').map(Number);
      expect(findPair(index, first, second)).toBe(value);
    }
    clearPairs(index);
    for (const [first, second] of pairs) expect(findPair(index, first, second)).toBe(-1);
  });

  it('tells a pair from its reverse', () => {
    const index = createPairIndex();
    addPair(index, 1, 2, 7);
    expect([findPair(index, 1, 2), findPair(index, 2, 1)]).toEqual([7, -1]);
  });

  it('takes at most 48 bytes a pair', () => {
    const index = createPairIndex();
    for (let i = 0; i < 10_000; i++) addPair(index, i % 100, Math.floor(i / 100), i);
    expect(index.slots.byteLength / 10_000).toBeLessThanOrEqual(48);
  });
});
