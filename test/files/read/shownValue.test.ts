import { describe, expect, it } from 'vitest';
import { shownValue } from '../../../src/files/read/shownValue.js';

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

  it('looks at no more of a value than it shows', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 1e5; i++) deep = [deep];
    expect(shownValue(deep)).toBe(`${'['.repeat(40)}...`);
    expect(shownValue({ a: deep })).toMatch(/^\{"a":\[+\.\.\.$/);
    expect(shownValue(new Array(2e7).fill(0))).toBe(`[${'0,'.repeat(19)}0...`);
    expect(shownValue('\u0000'.repeat(2 ** 26))).toMatch(/^'(\\u0000)+/);
  });

  it('shows what JSON has not', () => {
    expect(shownValue({ a: 1n, b: undefined })).toBe('{"a":1,"b":none}');
    expect(shownValue(Float64Array.of(1, 2))).toBe('[1,2]');
  });
});
