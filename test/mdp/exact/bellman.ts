import { shortFraction } from '../../../src/mdp/exact/numbers/shortFraction.js';
import type { ExactNumber } from '../../../src/mdp/exact/numbers/ratio.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { type Fraction, plus, times } from '../../mechanisms/kernels/fraction.js';

/** A double as the short number that it stands for. */
export function short(x: number): Fraction {
  return asFraction(shortFraction(x)!);
}

export function asFraction({ numerator, denominator }: ExactNumber): Fraction {
  return { over: numerator, under: denominator };
}

export function same(a: Fraction, b: Fraction): boolean {
  return a.over * b.under === b.over * a.under;
}

/** r + discount · sum P V of a row, term by term, without a rounding; V is 0 in ends. */
export function worth(mdp: Mdp, row: number, value: readonly ExactNumber[], discount: number): Fraction {
  let sum: Fraction = { over: 0n, under: 1n };
  for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
    const later = mdp.terminal[mdp.nextState[k]] === 1 ? short(0) : asFraction(value[mdp.nextState[k]]);
    sum = plus(sum, times(short(mdp.probability[k]), plus(short(mdp.reward[k]), times(short(discount), later))));
  }
  return sum;
}
