import { ArgumentError } from '../../core/errors.js';
import type { Mdp } from '../mdp.js';
import { type Fraction, type MakeFraction, exactNumber } from './numbers/fractions.js';
import { lcm, magnitude } from './numbers/ratio.js';
import { decimalText } from './numbers/rounded.js';
import { shortFraction } from './numbers/shortFraction.js';

/** Rows of exact numbers: each over one denominator, so that sums along a row are sums of whole numbers. */
export interface ExactRows {
  /** Entry k of the rows is numerator[k] / scale of its row; one entry more, 1, for what `collapse` adds. */
  readonly numerator: readonly bigint[];
  /** By row, from 1. */
  readonly scale: readonly bigint[];
  /** By row: expected reward. */
  readonly reward: readonly Fraction[];
}

/**
 * Reads rows of a model as the short numbers that its doubles stand for: see `shortFraction`.
 *
 * @param wanted shape (S·A), 0 or 1: the other rows are not looked at, and have no numbers
 * @throws ArgumentError naming the row, if a number is not short or the probabilities do not sum to exactly 1
 *
 * Cost O(nnz of the rows read).
 */
export function readNumbers(where: string, make: MakeFraction, mdp: Mdp, wanted: ArrayLike<number>): ExactRows {
  const { nActions, rowStart, nextState, probability, reward } = mdp;
  const zero = make(0n);
  const numerator = new Array<bigint>(nextState.length + 1).fill(0n);
  const scale = new Array<bigint>(wanted.length).fill(1n);
  const expected = new Array<Fraction>(wanted.length).fill(zero);
  numerator[nextState.length] = 1n;
  for (let row = 0; row < wanted.length; row++) {
    if (wanted[row] === 0 || rowStart[row] === rowStart[row + 1]) continue;
    const place = `row (state ${Math.floor(row / nActions)}, action ${row % nActions})`;
    const shares = readDistribution(where, place, make, probability.subarray(rowStart[row], rowStart[row + 1]));
    scale[row] = shares.reduce((sum, { d }) => lcm(sum, d), 1n);
    shares.forEach((share, i) => {
      const k = rowStart[row] + i;
      numerator[k] = (share.n * scale[row]) / share.d;
      if (share.n === 0n) return;
      const earned = readShort(where, `the reward of ${place} in state ${nextState[k]}`, make, reward[k]);
      expected[row] = expected[row].add(share.mul(earned));
    });
  }
  return { numerator, scale, reward: expected };
}

/**
 * Reads a distribution as short numbers.
 *
 * @param what it is, for messages
 * @throws ArgumentError if one is not short, or they do not sum to exactly 1
 */
export function readDistribution(
  where: string,
  what: string,
  make: MakeFraction,
  probabilities: ArrayLike<number>,
): Fraction[] {
  const shares = Array.from(probabilities, (p) => readShort(where, `${what}: a probability`, make, p));
  const sum = shares.reduce((total, share) => total.add(share), make(0n));
  if (sum.n !== sum.d)
    throw new ArgumentError(
      `${where}: the probabilities of ${what} must sum to exactly 1, got 1 ${off(sum)} - give them as decimals that do, of at most 12 digits, or as shares of a whole such as 1/3, to all 16 digits`,
    );
  return shares;
}

/** @throws ArgumentError if it is not short */
export function readShort(where: string, what: string, make: MakeFraction, x: number): Fraction {
  const short = shortFraction(x);
  if (short) return make(short.numerator, short.denominator);
  throw new ArgumentError(
    `${where}: ${what} must be a short number for exact arithmetic, a decimal of at most 12 digits or a share such as 1/3, got ${x} - round it, and the others of its row so that they sum to 1`,
  );
}

function off(sum: Fraction): string {
  const { numerator, denominator } = exactNumber(sum.sub(1n));
  return `${numerator < 0n ? '-' : '+'} ${decimalText({ numerator: magnitude(numerator), denominator }, 2)}`;
}
