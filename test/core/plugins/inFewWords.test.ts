import { expect, it } from 'vitest';
import { inFewWords } from '../../../src/core/plugins/inFewWords.js';

it.each([
  ['text', "'text'"],
  [3, '3'],
  [null, 'null'],
  [undefined, 'undefined'],
  [false, 'false'],
  [() => 1, 'a function'],
  [[1, 2], 'Array of length 2'],
  [new Float64Array(3), 'Float64Array of length 3'],
  [{ a: 1 }, 'Object'],
  [new Map(), 'Map'],
  [Promise.resolve(), 'Promise'],
])('%j is %s', (value, words) => {
  expect(inFewWords(value)).toBe(words);
});
