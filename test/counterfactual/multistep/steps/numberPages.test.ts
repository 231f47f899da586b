import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import {
  createNumberPages,
  keepNumbers,
  pageOf,
  startOf,
} from '../../../../src/counterfactual/multistep/steps/numberPages.js';

describe('pages of numbers', () => {
  test.prop([
    fc.array(fc.nat({ max: 300 }), { maxLength: 200 }),
    fc.oneof(fc.nat({ max: 500 }), fc.nat({ max: 60_000 })),
  ])('give back all that they took, and take no more than their capacity', (lengths, capacity) => {
    const pages = createNumberPages(capacity);
    const kept: { place: number; length: number; value: number }[] = [];
    for (const [value, length] of lengths.entries()) {
      const place = keepNumbers(pages, new Float64Array(length).fill(value));
      if (place >= 0) kept.push({ place, length, value });
    }
    for (const { place, length, value } of kept) {
      const numbers = pageOf(pages, place).subarray(startOf(place), startOf(place) + length);
      expect(numbers).toHaveLength(length);
      expect(numbers.every((each) => each === value)).toBe(true);
    }
    const bytes = pages.pages.reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(bytes).toBe(8 * pages.allocated);
    expect(pages.allocated).toBeLessThanOrEqual(capacity);
    // Nothing is turned away before there is no room for it.
    const total = lengths.reduce((sum, length) => sum + length, 0);
    if (total <= Math.min(capacity, 2 ** 14)) expect(kept).toHaveLength(lengths.length);
  });
});
