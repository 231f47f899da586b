import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createNumberPages, keepNumbers } from '../../../src/counterfactual/multistep/numberPages.js';

describe('pages of numbers', () => {
  test.prop([
    fc.array(fc.nat({ max: 300 }), { maxLength: 200 }),
    fc.oneof(fc.nat({ max: 500 }), fc.nat({ max: 60_000 })),
  ])('give back all that they took, and take no more than their capacity', (lengths, capacity) => {
    const pages = createNumberPages(capacity);
    const distinct = new Set<Float64Array>();
    const kept: { page: Float64Array; start: number; length: number; value: number }[] = [];
    for (const [value, length] of lengths.entries()) {
      const start = keepNumbers(pages, new Float64Array(length).fill(value));
      if (start >= 0) kept.push({ page: pages.page, start, length, value });
      distinct.add(pages.page);
    }
    for (const { page, start, length, value } of kept)
      expect(page.subarray(start, start + length).every((each) => each === value)).toBe(true);
    const bytes = [...distinct].reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(bytes).toBe(8 * pages.allocated);
    expect(pages.allocated).toBeLessThanOrEqual(capacity);
    // Nothing is turned away before there is no room for it.
    const total = lengths.reduce((sum, length) => sum + length, 0);
    if (total <= Math.min(capacity, 2 ** 14)) expect(kept).toHaveLength(lengths.length);
  });
});
