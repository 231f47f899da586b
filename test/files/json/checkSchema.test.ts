import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DataError } from '../../../src/core/errors.js';
import { checkSchema } from '../../../src/files/json/checkSchema.js';

const schema = z.object({ n: z.int().min(1), list: z.array(z.object({ name: z.string() })).exactOptional() });

describe('checkSchema', () => {
  it('gives back the known fields', () => {
    expect(checkSchema('a.json', schema, { n: 2, more: true })).toEqual({ n: 2 });
  });

  it.each<[unknown, string]>([
    [{}, "'n' must be valid (expected number), got none"],
    [{ n: 0 }, "'n' must be valid (Too small: expected number to be >=1), got 0"],
    [{ n: 0.5 }, "'n' must be valid (expected int), got 0.5"],
    [{ n: 'two' }, "'n' must be valid (expected number), got 'two'"],
    [{ n: 1, list: [{ name: 'a' }, { name: 3 }] }, "'list.1.name' must be valid (expected string), got 3"],
    [{ n: 1, list: null }, "'list' must be valid (expected array), got null"],
    [5, 'must be valid (expected object), got 5'],
  ])('refuses %o', (value, message) => {
    expect(() => checkSchema('a.json', schema, value)).toThrow(new DataError(`a.json: ${message}`));
  });
});
