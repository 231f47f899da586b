import { describe, expect, it } from 'vitest';
import { cutAsShown, matchesShown } from './shown/matchesShown.js';
import { shownBlocks } from './shown/shownBlocks.js';

describe('matchesShown', () => {
  it.each([
    ['a\nb\n', 'a\nb\n', true],
    ['a\nb\n', 'a\nb \n', false],
    ['a\nb\nc\nd\n', 'a\n…\nd\n', true],
    ['a\nd\n', 'a\n…\nd\n', true],
    ['a\nb\nc\n', 'a\n…\nd\n', false],
    ['a\nb\nc\n', 'a\n…\n', true],
    ['value 1.25 (exact)\n', 'value 1.2…\n', true],
    ['value 1x25\n', 'value 1.25\n', false],
    ['a\nb\n', 'a\n', false],
    ['', '', true],
  ])('%j shown as %j: %j', (output, shown, expected) => {
    expect(matchesShown(output, shown)).toBe(expected);
  });
});

describe('cutAsShown', () => {
  it.each([
    ['A\nB\nC\nD\n', 'a\n…\nd\n', 'A\n…\nD\n'],
    ['A\nB\nC\nD\n', 'a\n…\n', 'A\n…\n'],
    ['A\nB\n', 'a\n', 'A\nB\n'],
    ['a long line\nB\nC\n', 'a lo…\n…\nC\n', 'a lo…\n…\nC\n'],
  ])('%j as %j: %j', (output, shown, expected) => {
    expect(cutAsShown(output, shown)).toBe(expected);
  });
});

describe('shownBlocks', () => {
  it('finds what is done and the output right below it', () => {
    const page =
      '```sh\na\n```\n\n```text\nout\n```\n\n```json\n{}\n```\n\n```js\nb\n```\n\nWords.\n\n```text\nnone\n```\n';
    expect(shownBlocks(page)).toEqual([
      { language: 'sh', code: 'a\n', from: 1, to: 2, output: { language: 'text', code: 'out\n', from: 5, to: 6 } },
      { language: 'js', code: 'b\n', from: 13, to: 14 },
    ]);
  });
});
