import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { GrowingColumn } from '../../src/trajectories/growingColumn.js';

const int32 = (length: number): Int32Array => new Int32Array(length);

describe('GrowingColumn', () => {
  it('is empty at first, and again after it is finished', () => {
    const column = new GrowingColumn(int32);
    expect(column.finish()).toEqual(new Int32Array(0));
    column.push(7);
    expect(column.length).toBe(1);
    expect(column.finish()).toEqual(Int32Array.of(7));
    expect(column.length).toBe(0);
    column.push(8);
    expect(column.finish()).toEqual(Int32Array.of(8));
  });

  it.each([1, 1023, 1024, 1025, 3072, 3073, 100_000])('keeps %i entries in their order', (length) => {
    const column = new GrowingColumn(int32);
    for (let i = 0; i < length; i++) column.push(i);
    const whole = column.finish();
    expect(whole.length).toBe(length);
    expect(whole.findIndex((value, i) => value !== i)).toBe(-1);
    expect(whole.buffer.byteLength).toBe(4 * length);
  });

  test.prop([fc.array(fc.nat({ max: 3000 }), { maxLength: 12 }), fc.integer({ min: 1, max: 5 })], { numRuns: 15 })(
    'takes entries by rows of any width, written at its tail',
    (blocks, width) => {
      const column = new GrowingColumn(int32, width);
      let next = 0;
      for (const rows of blocks) {
        for (let left = rows; left > 0;) {
          const { chunk, at } = column.tail();
          const room = (chunk.length - at) / width;
          expect(Number.isInteger(room) && room > 0).toBe(true);
          const now = Math.min(left, room);
          for (let k = 0; k < now * width; k++) chunk[at + k] = next++;
          column.advance(now * width);
          left -= now;
        }
      }
      expect(column.length).toBe(next);
      const whole = column.finish();
      expect(whole.length).toBe(next);
      expect(whole.findIndex((value, i) => value !== i)).toBe(-1);
    },
  );
});
