import { type ExactNumber, dyadic, gcd, magnitude } from './ratio.js';

/**
 * A double stands for a fraction if it is within 2^-51 of it, relatively: a rounding, and one or two of a sum before
 * it.
 */
const ROUNDINGS = 51n;

/**
 * Largest denominator of a share of a whole: no decimal of nine digits is then as near to a double as such a share is.
 */
const LARGEST = 10n ** 6n;
/**
 * Bound of numerator × denominator, for numbers above 1; that a double is by chance so near to one has a probability of
 * about 1e-3.
 */
const LARGEST_PRODUCT = LARGEST * LARGEST;

/** Significant digits of a short decimal. */
const DIGITS = 12;

/**
 * The short number that a double stands for: 0.25 for 1/4, 0.1 for 1/10 and not for 3602879701896397/2^55,
 * 0.3333333333333333 for 1/3.
 *
 * That is the fraction p/q with q ≤ 10^6 and p·q ≤ 10^12 (as counts over totals up to a million are) that the double is
 * within 2^-51 of, relatively, of which there is at most one; else the decimal of at most 12 digits that it is as near
 * to. Doubles that were computed from short numbers, as 1 − 0.7 − 0.1, are mostly read right too.
 *
 * @param x finite
 * @returns undefined if there is none
 *
 * Source of the search: continued fractions; a fraction that near is a convergent (Legendre).
 *
 * @example
 * shortFraction(0.1 + 0.2) // { numerator: 3n, denominator: 10n }
 */
export function shortFraction(x: number): ExactNumber | undefined {
  const exact = dyadic(x);
  // A whole number is short however large.
  if (exact.denominator === 1n) return exact;
  return convergent(exact) ?? shortDecimal(x, exact);
}

function convergent(exact: ExactNumber): ExactNumber | undefined {
  let [rest, divisor] = [magnitude(exact.numerator), exact.denominator];
  let [before, now] = [
    { n: 0n, d: 1n },
    { n: 1n, d: 0n },
  ];
  while (divisor > 0n) {
    const whole = rest / divisor;
    [before, now] = [now, { n: whole * now.n + before.n, d: whole * now.d + before.d }];
    if (now.d > LARGEST || now.n * now.d > LARGEST_PRODUCT) return undefined;
    const found = { numerator: exact.numerator < 0n ? -now.n : now.n, denominator: now.d };
    if (isNear(found, exact)) return found;
    [rest, divisor] = [divisor, rest - whole * divisor];
  }
  return undefined;
}

function shortDecimal(x: number, exact: ExactNumber): ExactNumber | undefined {
  const [, sign, lead, decimals, power] = /^(-?)(\d)\.?(\d*?)0*e(.+)$/.exec(x.toExponential(14))!;
  const digits = lead + decimals;
  if (digits.length > DIGITS) return undefined;
  const exponent = Number(power) - decimals.length;
  const tens = 10n ** BigInt(Math.abs(exponent));
  const common = exponent < 0 ? gcd(BigInt(digits), tens) : 1n;
  const [numerator, denominator] =
    exponent < 0 ? [BigInt(digits) / common, tens / common] : [BigInt(digits) * tens, 1n];
  const found = { numerator: sign === '-' ? -numerator : numerator, denominator };
  return isNear(found, exact) ? found : undefined;
}

/** Whether |found − exact| ≤ 2^-51 |exact|. */
function isNear(found: ExactNumber, exact: ExactNumber): boolean {
  const off = magnitude(found.numerator * exact.denominator - exact.numerator * found.denominator);
  return off << ROUNDINGS <= magnitude(exact.numerator) * found.denominator;
}
