import { describe, expect, it } from 'vitest';
import { shownValue } from '../../src/files/shownValue.js';

describe('shownValue', () => {
  it.each<[unknown, string]>([
    [undefined, 'none'],
    [null, 'null'],
    [1.5, '1.5'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [true, 'true'],
    ['', "''"],
    ["it's", "'it's'"],
    ['two\nlines\u0000', "'two\\nlines\\u0000'"],
    ['say "a" \\', `'say "a" \\\\'`],
    [[1, 'a'], '[1,"a"]'],
    [{ a: 1 }, '{"a":1}'],
    ['x'.repeat(41), `'${'x'.repeat(39)}...`],
    ['x'.repeat(38), `'${'x'.repeat(38)}'`],
  ])('of %o is %s', (value, text) => {
    expect(shownValue(value)).toBe(text);
  });
});
