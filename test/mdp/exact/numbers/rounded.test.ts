import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { dyadic } from '../../../../src/mdp/exact/numbers/ratio.js';
import { decimalText, fractionText, nearestDouble, roundingError } from '../../../../src/mdp/exact/numbers/rounded.js';

const ratio = (numerator: bigint, denominator = 1n): { numerator: bigint; denominator: bigint } => ({
  numerator,
  denominator,
});
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('dyadic', () => {
  it.each([
    [0.75, ratio(3n, 4n)],
    [-6, ratio(-6n)],
    [-0, ratio(0n)],
    [0.1, ratio(3602879701896397n, 2n ** 55n)],
    [Number.MIN_VALUE, ratio(1n, 2n ** 1074n)],
    [Number.MAX_VALUE, ratio((2n ** 53n - 1n) * 2n ** 971n)],
  ])('of %d', (x, expected) => {
    expect(dyadic(x)).toEqual(expected);
  });
});

describe('nearestDouble', () => {
  test.prop([finite.filter((x) => Math.abs(x) > 1e-300 || x === 0)])('gives a double back', (x) => {
    expect(nearestDouble(dyadic(x))).toBe(x + 0);
  });

  test.prop([fc.maxSafeInteger(), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })])(
    'rounds a quotient as the machine does',
    (p, q) => {
      expect(nearestDouble(ratio(BigInt(p), BigInt(q)))).toBe(p / q + 0);
    },
  );

  it('rounds what lies just beside the middle of two doubles', () => {
    const middle = 2n ** 53n + 1n;
    expect(nearestDouble(ratio(middle))).toBe(2 ** 53);
    expect(nearestDouble(ratio(middle * 10n ** 400n + 1n, 10n ** 400n))).toBe(2 ** 53 + 2);
    expect(nearestDouble(ratio(middle * 10n ** 400n - 1n, 10n ** 400n))).toBe(2 ** 53);
  });

  it('of long numerators and denominators is no quotient of infinities', () => {
    expect(nearestDouble(ratio(10n ** 400n + 1n, 10n ** 400n))).toBe(1);
    expect(nearestDouble(ratio(-1n, 3n * 10n ** 300n))).toBeAllClose(-1 / 3e300, { rtol: 1e-15, atol: 0 });
  });
});

describe('decimalText', () => {
  it.each([
    [ratio(2n, 7n), 17, '0.28571428571428571'],
    [ratio(-1n, 3n), 17, '-0.33333333333333333'],
    [ratio(1n, 4n), 17, '0.25'],
    [ratio(0n), 17, '0'],
    [ratio(2n, 3n), 3, '0.667'],
    [ratio(5n, 2n), 1, '3'],
    [ratio(-5n, 2n), 1, '-3'],
    [ratio(999n), 2, '1000'],
    [ratio(9996n, 10n), 3, '1000'],
    [ratio(1200n), 17, '1200'],
    [ratio(12345n, 100n), 17, '123.45'],
    [ratio(1n, 10n ** 7n), 17, '0.0000001'],
    [ratio(1n, 3n * 10n ** 8n), 4, '3.333e-9'],
    [ratio(10n ** 30n), 17, '1e+30'],
    [ratio(1234n * 10n ** 30n), 3, '1.23e+33'],
  ])('writes %o to %i digits', (x, digits, expected) => {
    expect(decimalText(x, digits)).toBe(expected);
  });

  test.prop([finite, fc.integer({ min: 1, max: 20 })])('agrees with toPrecision', (x, digits) => {
    expect(Number(decimalText(dyadic(x), digits))).toBe(Number(x.toPrecision(digits)) + 0);
  });
});

it('writes whole numbers without a denominator', () => {
  expect([fractionText(ratio(-2n, 7n)), fractionText(ratio(4n))]).toEqual(['-2/7', '4']);
});

it('says how far a double is from what it stands for', () => {
  expect(roundingError(0.5, ratio(1n, 2n))).toBe(0);
  expect(roundingError(0.25, ratio(1n, 3n))).toBe(-1 / 12);
  // 0.1 is 3602879701896397 / 2^55, and 10 · 3602879701896397 − 2^55 = 2.
  expect(roundingError(0.1, ratio(1n, 10n))).toBeAllClose(2 / (10 * 2 ** 55), { rtol: 1e-15, atol: 0 });
});
