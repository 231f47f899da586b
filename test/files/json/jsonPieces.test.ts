import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { jsonPieces } from '../../../src/files/json/jsonPieces.js';
import { numberText } from '../../../src/files/json/numberText.js';

const json = (value: unknown): string => [...jsonPieces(value)].join('');

describe('numberText', () => {
  test.prop([fc.double({ noNaN: true, noDefaultInfinity: true })])('reads back bit for bit', (value) => {
    expect(Number(numberText(value))).toBe(value);
    expect(JSON.parse(numberText(value))).toBe(value);
  });

  it.each([
    [0, '0'],
    [-0, '-0'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
  ])('of %d is %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });
});

describe('jsonPieces', () => {
  // JSON.stringify drops the sign of zero, and takes toJSON for a method.
  const plain = fc.jsonValue({ noUnicodeString: false }).filter((value) => !json(value).includes('-0'));
  test.prop([plain])('is what JSON.stringify gives', (value) => {
    expect(json(value)).toBe(JSON.stringify(value));
  });

  it('keeps the sign of zero', () => {
    expect(json([0, -0, [-0, { a: -0 }]])).toBe('[0,-0,[-0,{"a":-0}]]');
  });

  it('makes lists of typed arrays, and leaves undefined members out', () => {
    const value = { a: Float64Array.of(1, 0.1, -0), b: undefined, c: [Int32Array.of(1), new Uint8Array(0)] };
    expect(json(value)).toBe('{"a":[1,0.1,-0],"c":[[1],[]]}');
    expect(json({ a: undefined })).toBe('{}');
    expect(json([undefined, null, true])).toBe('[null,null,true]');
  });

  it('comes in pieces of some thousand numbers', () => {
    const numbers = Float64Array.from({ length: 10_000 }, (_, i) => i / 7);
    const pieces = [...jsonPieces({ numbers })];
    expect(pieces.length).toBeLessThan(10);
    expect(JSON.parse(pieces.join(''))).toEqual({ numbers: [...numbers] });
  });

  it.each([NaN, Infinity])('refuses %d', (value) => {
    expect(() => json({ a: [value] })).toThrow(new ArgumentError(`a number in JSON must be finite, got ${value}`));
  });
});
