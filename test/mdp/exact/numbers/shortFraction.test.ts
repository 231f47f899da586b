import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { gcd } from '../../../../src/mdp/exact/numbers/ratio.js';
import { shortFraction } from '../../../../src/mdp/exact/numbers/shortFraction.js';

const text = (x: number): string | undefined => {
  const found = shortFraction(x);
  return found && `${found.numerator}/${found.denominator}`;
};

describe('shortFraction', () => {
  it.each([
    [0, '0/1'],
    [-0, '0/1'],
    [1, '1/1'],
    [-3, '-3/1'],
    [2 ** 60, `${2n ** 60n}/1`],
    [0.1, '1/10'],
    [-0.25, '-1/4'],
    [0.99, '99/100'],
    [1 / 3, '1/3'],
    [5 / 7, '5/7'],
    [123_457 / 999_983, '123457/999983'],
    [1234.5678, '6172839/5000'],
    [1e-20, `1/${10n ** 20n}`],
    [-2.5e-9, '-1/400000000'],
    [0.123456789012, `30864197253/${250n * 10n ** 9n}`],
  ])('reads %d', (x, expected) => {
    expect(text(x)).toBe(expected);
  });

  it.each([
    [0.1 + 0.2, '3/10'],
    [1 - 0.7 - 0.1, '1/5'],
    [1 - 1 / 3, '2/3'],
    [0.2 / 3, '1/15'],
    [(0.1 + 0.2 + 0.3) / 7, '3/35'],
  ])('reads %d, which was computed, as what was meant', (x, expected) => {
    expect(text(x)).toBe(expected);
  });

  it.each([Math.PI, Math.SQRT2 / 2, Math.exp(-3), 0.12345678901234, 2 ** -40 + 2 ** -3, Number.MIN_VALUE])(
    'finds nothing short in %d',
    (x) => {
      expect(shortFraction(x)).toBeUndefined();
    },
  );

  test.prop([fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), fc.boolean()])(
    'gives back any p/q of numbers up to a million',
    (p, q, below) => {
      const common = gcd(BigInt(p), BigInt(q));
      expect(shortFraction((below ? -p : p) / q)).toEqual({
        numerator: ((below ? -1n : 1n) * BigInt(p)) / common,
        denominator: BigInt(q) / common,
      });
    },
  );

  test.prop([fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 0, max: 20 })])(
    'gives back any decimal of nine digits',
    (digits, places) => {
      const common = gcd(BigInt(Math.abs(digits)), 10n ** BigInt(places));
      expect(shortFraction(Number(`${digits}e-${places}`))).toEqual({
        numerator: BigInt(digits) / common,
        denominator: 10n ** BigInt(places) / common,
      });
    },
  );
});
