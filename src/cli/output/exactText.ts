import type { ExactCost } from '../../mdp/exact/exactCost.js';
import type { ExactNumber } from '../../mdp/exact/numbers/ratio.js';
import { decimalText, fractionText, roundingError } from '../../mdp/exact/numbers/rounded.js';
import { say } from '../say.js';

/** Longest fraction that is printed for people. */
const LONGEST = 60;

/** An exact number beside its answer in floating point, as data. */
export interface ExactFigure {
  /** As `2/7`. */
  readonly fraction: string;
  /** To 17 digits. */
  readonly decimal: string;
  /** The answer in floating point less the exact one. */
  readonly roundingError: number;
}

/** @param floating the answer in floating point */
export function exactFigure(exact: ExactNumber, floating: number): ExactFigure {
  return { fraction: fractionText(exact), decimal: decimalText(exact), roundingError: roundingError(floating, exact) };
}

/** The same in words: `2/7 = 0.28571428571428571, floating point 1.6e-17 below`. */
export function exactText({ fraction, decimal, roundingError: error }: ExactFigure): string {
  const [over, under] = fraction.split('/').map((digits) => digits.replace('-', '').length);
  const same = fraction === decimal ? decimal : `${fraction} = ${decimal}`;
  const shown =
    fraction.length <= LONGEST ? same : `${decimal}, a fraction of ${over} over ${under} digits (--json has it)`;
  return `${shown}, floating point ${error === 0 ? 'the same' : `${Math.abs(error).toPrecision(2)} ${error > 0 ? 'above' : 'below'}`}`;
}

/** Says what exact arithmetic will cost, before it starts. */
export function sayExactCost({ components, largest, seconds }: ExactCost): void {
  const what =
    largest === 0
      ? ''
      : `${components} ${components === 1 ? 'set' : 'sets'} of states that lead to each other, the largest of ${largest}; `;
  say(`exact: ${what}${duration(seconds)}`);
}

/** An estimate, so that one digit is enough. */
function duration(seconds: number): string {
  if (seconds < 1) return 'less than a second';
  return seconds < 120 ? `about ${Math.ceil(seconds)} s` : `about ${Math.ceil(seconds / 60)} min`;
}
