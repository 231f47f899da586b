import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import {
  type RowPool,
  checkedRowBytes,
  createRowPool,
  findRow,
  keepRow,
  openRow,
} from '../../../src/counterfactual/rows/rowPool.js';

function bytesOf({ pages, index }: RowPool): number {
  return (
    pages.reduce((sum, { integer, number }) => sum + integer.byteLength + number.byteLength, 0) + index.slots.byteLength
  );
}

/** Writes a row that tells which one it is. */
function write(pool: RowPool, observed: number, target: number, length: number): void {
  openRow(pool, length);
  for (let k = 0; k < length; k++) {
    pool.page.integer[pool.start + k] = observed * 1000 + target;
    pool.page.number[pool.start + k] = k;
  }
  keepRow(pool, observed, target, length);
}

const LONGEST = 9;
const rows = fc.array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 }), fc.nat({ max: LONGEST })), {
  minLength: 1,
  maxLength: 300,
});

describe('a pool of rows', () => {
  test.prop([rows, fc.nat({ max: 20_000 })])(
    'gives back what was kept, or nothing, within its bytes',
    (asked, bytes) => {
      const pool = createRowPool(bytes, LONGEST);
      const least = bytesOf(pool);
      const lengths = new Map<string, number>();
      for (const [observed, target, length] of asked) {
        const key = `${observed} ${target}`;
        if (!findRow(pool, observed, target)) {
          lengths.set(key, length);
          write(pool, observed, target, length);
        }
        const { page, start, end } = pool;
        expect(end - start).toBe(lengths.get(key));
        expect(page.integer.slice(start, end).every((value) => value === observed * 1000 + target)).toBe(true);
        expect(Array.from(page.number.slice(start, end))).toEqual(Array.from({ length: end - start }, (_, k) => k));
        expect(bytesOf(pool)).toBeLessThanOrEqual(Math.max(bytes, least));
      }
    },
  );

  it('keeps every row while there is room', () => {
    const pool = createRowPool(2 ** 22, 5);
    for (let i = 0; i < 20_000; i++) write(pool, i, 7 * i, i % 6);
    for (let i = 0; i < 20_000; i++) expect(findRow(pool, i, 7 * i)).toBe(true);
    expect(findRow(pool, 7, 0)).toBe(false);
  });

  it('holds a single row where there is room for no more', () => {
    const pool = createRowPool(0, 3);
    write(pool, 1, 2, 3);
    expect(findRow(pool, 1, 2)).toBe(true);
    write(pool, 3, 4, 3);
    expect(findRow(pool, 1, 2)).toBe(false);
    expect(findRow(pool, 3, 4)).toBe(true);
  });

  it('takes the memory that it is allowed and no more', () => {
    const bytes = 2 ** 24;
    const pool = createRowPool(bytes, 2);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    for (let i = 0; i < 2 ** 20; i++) {
      openRow(pool, 2);
      keepRow(pool, i, 5, 2);
      if (i % 2 ** 12 === 0) most = Math.max(most, bytesOf(pool));
    }
    expect(findRow(pool, 2 ** 20 - 1, 5)).toBe(true);
    expect(most).toBeGreaterThan(bytes / 2);
    expect(most).toBeLessThanOrEqual(bytes);
    // What is left of an index that was outgrown may not be collected yet.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 * bytes);
  });

  it('refuses bytes that are none', () => {
    for (const rowBytes of [-1, NaN])
      expect(() => checkedRowBytes({ rowBytes })).toThrow(
        `counterfactual: rowBytes must be a number of bytes, at least 0, got ${rowBytes}`,
      );
    expect(checkedRowBytes({})).toBe(2 ** 28);
    expect(checkedRowBytes({ rowBytes: Infinity })).toBe(Infinity);
  });
});
