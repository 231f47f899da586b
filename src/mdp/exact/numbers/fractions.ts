import type { Fraction } from 'mathjs';
import type { ExactNumber } from './ratio.js';

export type { Fraction };

/** Makes a fraction in lowest terms of two whole numbers, the second not 0. */
export type MakeFraction = (numerator: bigint, denominator?: bigint) => Fraction;

/**
 * Loads mathjs, whose fractions are of whole numbers of any size.
 *
 * They are made of whole numbers alone: of a double mathjs makes the fraction with a denominator of at most 10^7 that
 * is next to it, which need not be the double, nor what was meant by it. Nor are they printed by it, see `decimalText`.
 *
 * Cost: about a second, the first time.
 */
export async function loadFractions(): Promise<MakeFraction> {
  const { Fraction } = await import('mathjs');
  return (numerator, denominator = 1n) => new Fraction(numerator, denominator);
}

/** The same number as plain data. */
export function exactNumber({ s, n, d }: Fraction): ExactNumber {
  return { numerator: s * n, denominator: d };
}
