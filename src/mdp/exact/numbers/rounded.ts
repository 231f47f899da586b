import { type ExactNumber, bitLength, dyadic, magnitude } from './ratio.js';

/** The double next to an exact number. */
export function nearestDouble({ numerator, denominator }: ExactNumber): number {
  // Some bits more than a double holds, and one for whether anything is left: the conversion then rounds as if it saw
  // all.
  const shift = 70 - bitLength(numerator) + bitLength(denominator);
  const [n, d] = [magnitude(numerator), denominator];
  const dividend = shift > 0 ? n << BigInt(shift) : n;
  const divisor = shift > 0 ? d : d << BigInt(-shift);
  const quotient = (dividend / divisor) | (dividend % divisor > 0n ? 1n : 0n);
  // In two steps, as 2^shift may be too large for a double where the result is not.
  const half = Math.trunc(shift / 2);
  return Number(numerator < 0n ? -quotient : quotient) * 2 ** -half * 2 ** (half - shift);
}

/**
 * An exact number in decimal digits, rounded half away from 0, without zeros at the end.
 *
 * @param digits significant digits, at least 1; default 17
 *
 * @example
 * decimalText({ numerator: 2n, denominator: 7n }) // '0.28571428571428571'
 */
export function decimalText({ numerator, denominator }: ExactNumber, digits = 17): string {
  if (numerator === 0n) return '0';
  const n = magnitude(numerator);
  // Decimal digits before the point, at most one too many.
  let exponent = String(n).length - String(denominator).length;
  if (n * tenTo(-exponent) < denominator * tenTo(exponent)) exponent -= 1;
  const places = digits - 1 - exponent;
  const [dividend, divisor] = [n * tenTo(places), denominator * tenTo(-places)];
  let scaled = (2n * dividend + divisor) / (2n * divisor);
  if (scaled === tenTo(digits)) [scaled, exponent] = [scaled / 10n, exponent + 1];
  const text = String(scaled).replace(/0+$/, '');
  return (numerator < 0n ? '-' : '') + placed(text, exponent);
}

/** Digits with the point after the first, times 10^exponent; without a power of ten where that is short. */
function placed(digits: string, exponent: number): string {
  if (exponent < -7 || exponent > 20)
    return `${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}e${exponent < 0 ? '' : '+'}${exponent}`;
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.padEnd(exponent + 1, '0');
  return whole.length === exponent + 1 ? whole : `${whole.slice(0, exponent + 1)}.${whole.slice(exponent + 1)}`;
}

/** 10^power, 1 below 10^0. */
function tenTo(power: number): bigint {
  return power > 0 ? 10n ** BigInt(power) : 1n;
}

/** `2/7`; a whole number without its denominator. */
export function fractionText({ numerator, denominator }: ExactNumber): string {
  return denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;
}

/** How far a double is above the exact number that it stands for. */
export function roundingError(x: number, exact: ExactNumber): number {
  const { numerator, denominator } = dyadic(x);
  return nearestDouble({
    numerator: numerator * exact.denominator - exact.numerator * denominator,
    denominator: denominator * exact.denominator,
  });
}
