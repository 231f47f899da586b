import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escaped, escapedLines } from '../../src/core/escaped.js';

describe('escaped', () => {
  it.each([
    ['a sequence that clears the screen', '\u001b[2J', '\\u001b[2J'],
    ['a C1 introducer', '\u009b31m', '\\u009b31m'],
    ['a title with a bell', '\u001b]0;x\u0007', '\\u001b]0;x\\u0007'],
    ['DEL and NUL', '\u007f\0', '\\u007f\\u0000'],
    ['an override of direction', 'a\u202egnp', 'a\\u202egnp'],
    ['an isolate', '\u2066a\u2069', '\\u2066a\\u2069'],
    ['separators of lines', 'a\n\r\t\u2028b', 'a\\n\\r\\t\\u2028b'],
    ['half a surrogate pair', '\ud83d!', '\\ud83d!'],
    ['letters of any script, and emoji', 'Größe 体重 😀 π', 'Größe 体重 😀 π'],
  ])('shows %s', (_, text, shown) => {
    expect(escaped(text)).toBe(shown);
  });

  test.prop([fc.string({ unit: 'binary' })])('holds nothing that moves a terminal', (text) => {
    expect(Array.from(escaped(text)).filter((c) => c < ' ' || (c >= '\u007f' && c <= '\u009f'))).toEqual([]);
  });

  test.prop([fc.string({ unit: 'binary' })])('leaves JSON the same data', (text) => {
    expect(JSON.parse(escapedLines(JSON.stringify({ text }, null, 2)))).toEqual({ text });
  });

  it('leaves line feeds where there are several lines', () => {
    expect(escapedLines('a\nb\r\u001b')).toBe('a\nb\\r\\u001b');
  });
});
