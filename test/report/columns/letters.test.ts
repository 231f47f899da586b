import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { fromLetters, toLetters } from '../../../src/report/columns/letters.js';

describe('letters', () => {
  test.prop([fc.uint8Array({ maxLength: 40 })])('are the bytes again, and never markup', (bytes) => {
    const letters = toLetters(bytes);
    expect(fromLetters(letters)).toEqual(bytes);
    expect(letters).toMatch(/^[(-;=-}]*$/);
    expect(letters.length).toBe(Math.ceil((5 * bytes.length) / 4));
  });

  it('are digits of 85 by hand', () => {
    // 255 · 256³ + … + 255 = 82 · 85⁴ + 23 · 85³ + 54 · 85² + 12 · 85 + 0.
    expect(toLetters(Uint8Array.of(255, 255, 255, 255))).toBe('{@_4(');
    expect(toLetters(Uint8Array.of(0))).toBe('((');
  });
});
