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

  describe('with room for all', () => {
    const filled = (first: number, reserved: number, length: number): GrowingColumn<Int32Array> => {
      const column = new GrowingColumn(int32);
      for (let i = 0; i < length; i++) {
        if (i === first) column.reserve(reserved);
        column.push(i);
      }
      return column;
    };

    it.each([
      ['as many as were told', 5000, 5000],
      ['a few less', 5100, 5000],
      ['far less', 9000, 5000],
      ['more', 3000, 50_000],
      ['no more than there are already', 10, 5000],
    ])('keeps entries in their order: %s', (_, reserved, length) => {
      const whole = filled(2000, reserved, length).finish();
      expect(whole.length).toBe(length);
      expect(whole.findIndex((value, i) => value !== i)).toBe(-1);
    });

    it('copies nothing in the end where they were told, and lets a little room be', () => {
      expect(filled(2000, 5000, 5000).finish().buffer.byteLength).toBe(4 * 5000);
      expect(filled(2000, 5100, 5000).finish().buffer.byteLength).toBe(4 * 5100);
      expect(filled(2000, 9000, 5000).finish().buffer.byteLength).toBe(4 * 5000);
    });

    it('is as a new one afterwards', () => {
      const column = filled(0, 100_000, 100_000);
      column.finish();
      column.push(8);
      expect(column.finish().buffer.byteLength).toBe(4);
    });
  });
});
