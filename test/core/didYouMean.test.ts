import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, editDistance, nearestName } from '../../src/core/didYouMean.js';

describe('editDistance', () => {
  it.each([
    ['kitten', 'sitting', 3],
    ['gumble', 'gumbel', 1],
    ['', 'abc', 3],
    ['same', 'same', 0],
  ])('from %s to %s', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
  });

  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

  test.prop([text, text])('is the same both ways, 0 for equal texts alone, and at most the longer length', (a, b) => {
    const distance = editDistance(a, b);
    expect(distance).toBe(editDistance(b, a));
    expect(distance === 0).toBe(a === b);
    expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
  });
});

describe('nearestName', () => {
  const names = ['independent', 'gumbel-max', 'maximal', 'wis', 'dr'];

  it.each([
    ['gumble-max', 'gumbel-max'],
    ['gumbel', 'gumbel-max'],
    ['MAXIMAL', 'maximal'],
    ['wsi', 'wis'],
    ['drr', 'dr'],
    ['physician', undefined],
    ['', undefined],
  ])('of %s', (given, name) => {
    expect(nearestName(given, names)).toBe(name);
  });

  it('ends a message', () => {
    expect(didYouMean('wsi', names)).toBe(" - did you mean 'wis'?");
    expect(didYouMean('nothing-like-it', names)).toBe('');
  });
});
