import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { partsByName } from '../../../src/mdp/parts/partsByName.js';

describe('partsByName', () => {
  it('takes actions by number, and by name before that', () => {
    expect(partsByName('parts', { a: [1, '2'], b: ['0'] }, 3)).toEqual([
      { name: 'a', on: [0, 1, 1] },
      { name: 'b', on: [1, 0, 0] },
    ]);
    expect(partsByName('parts', { a: ['1', 'x'] }, 3, ['x', '2', '1'])).toEqual([{ name: 'a', on: [1, 0, 1] }]);
  });

  it.each<[string, Record<string, (string | number)[]>, string]>([
    ['an action that there is not', { a: ['treat'] }, "a: action must be a name or a number from 0 to 1, got 'treat'"],
    ['a number that there is not', { a: [2] }, 'a: action must be a name or a number from 0 to 1, got 2'],
    ['no action', { a: [] }, 'a: at least one action must have it, got none'],
    ['an action twice', { a: ['rest', '1'] }, 'a: each action may be given once, got rest twice'],
    ['no name', { '': [1] }, 'a part must have a name, got an empty one'],
  ])('refuses %s', (_, given, message) => {
    expect(() => partsByName('parts', given, 2, ['go', 'rest'])).toThrow(new ArgumentError(`parts: ${message}`));
  });
});
