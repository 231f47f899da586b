import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { sortByKey } from '../../../src/mechanisms/kernels/sortByKey.js';

function scratch(n: number): { keys: Float64Array; items: Int32Array } {
  return { keys: new Float64Array(n), items: new Int32Array(n) };
}

describe('sortByKey', () => {
  test('carries the items along', () => {
    const keys = Float64Array.of(3, 1, 2);
    const items = Int32Array.of(0, 1, 2);
    sortByKey(keys, items, 0, 3, scratch(3));
    expect(Array.from(keys)).toEqual([1, 2, 3]);
    expect(Array.from(items)).toEqual([1, 2, 0]);
  });

  test('touches only what lies between start and end', () => {
    const keys = Float64Array.of(9, 3, 1, 2, 0);
    const items = Int32Array.of(0, 1, 2, 3, 4);
    sortByKey(keys, items, 1, 4, scratch(5));
    expect(Array.from(keys)).toEqual([9, 1, 2, 3, 0]);
    expect(Array.from(items)).toEqual([0, 2, 3, 1, 4]);
  });

  // Lengths past 32 · 2^k take every path of the merge; few distinct keys make ties, whose order must stay.
  test.prop([fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 300, size: 'max' })])(
    'agrees with the stable sort of the language',
    (values) => {
      const keys = Float64Array.from(values);
      const items = Int32Array.from(values.keys());
      sortByKey(keys, items, 0, values.length, scratch(values.length));
      const expected = Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
      expect(Array.from(items)).toEqual(expected);
      expect(Array.from(keys)).toEqual(expected.map((k) => values[k]));
    },
  );
});
