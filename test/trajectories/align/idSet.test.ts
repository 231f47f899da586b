import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdSet } from '../../../src/trajectories/align/idSet.js';

describe('IdSet', () => {
  it('holds the ids from 0 of all columns', () => {
    const id = fc.oneof(fc.integer({ min: -2, max: 10 }), fc.integer({ min: 4090, max: 9000 }));
    fc.assert(
      fc.property(fc.array(fc.array(id)), (columns) => {
        const set = new IdSet();
        for (const column of columns) set.addAll(column);
        const expected = new Set(columns.flat().filter((one) => one >= 0));
        expect(set.size).toBe(expected.size);
        expect(set.largest).toBe(Math.max(-1, ...expected));
        for (const one of [-1, 0, 5, 4096, 8999, ...expected]) expect(set.has(one)).toBe(expected.has(one));
      }),
    );
  });

  it('only counts ids that are too large for any log', () => {
    const set = new IdSet();
    set.addAll([3, 2 ** 31, 2 ** 31, 7]);
    expect([set.size, set.largest, set.has(2 ** 31), set.has(2 ** 30)]).toEqual([3, 2 ** 31, true, false]);
  });
});
