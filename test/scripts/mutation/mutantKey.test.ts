import { expect, it } from 'vitest';
import { contentKey, placeKey, textAt } from '../../../scripts/mutation/mutantKey.js';

const location = { start: { line: 1, column: 2 }, end: { line: 1, column: 7 } };
const mutant = { fileName: 'src/a/sum.ts', location, mutatorName: 'ArithmeticOperator', replacement: 'a - b' };

it('cuts a text out by lines and columns that count from 0', () => {
  const text = 'one\n  a + b;\n  last';
  expect(textAt(text, location)).toBe('a + b');
  expect(textAt(text, { start: { line: 0, column: 1 }, end: { line: 1, column: 3 } })).toBe('ne\n  a');
  expect(textAt(text, { start: { line: 1, column: 9 }, end: { line: 2, column: 6 } })).toBe('\n  last');
});

it('names a mutant by its content alike wherever its file lies', () => {
  expect(contentKey({ ...mutant, fileName: '/elsewhere/sum.ts' }, 'a + b', 0)).toBe(contentKey(mutant, 'a + b', 0));
  expect(contentKey(mutant, 'a + b', 1)).not.toBe(contentKey(mutant, 'a + b', 0));
  expect(contentKey({ ...mutant, replacement: 'a * b' }, 'a + b', 0)).not.toBe(contentKey(mutant, 'a + b', 0));
});

it('names a mutant by its place unlike another at the same place', () => {
  expect(placeKey({ ...mutant, replacement: 'a * b' })).not.toBe(placeKey(mutant));
  const later = { ...location, end: { line: 1, column: 8 } };
  expect(placeKey({ ...mutant, location: later })).not.toBe(placeKey(mutant));
});
