import { ArgumentError } from '../../core/errors.js';
import type { Choices } from '../optimise/choices.js';
import type { Fraction, MakeFraction } from './numbers/fractions.js';
import { bitLength, lcm } from './numbers/ratio.js';
import type { ExactRows } from './readNumbers.js';

/** Longest horizon: each step adds to the digits of every value. */
const LONGEST = 10_000;

/** @throws ArgumentError if a finite horizon is too long for exact arithmetic */
export function checkExactHorizon(where: string, horizon: number): void {
  if (horizon !== Infinity && horizon > LONGEST)
    throw new ArgumentError(
      `${where}: horizon must be at most ${LONGEST} or Infinity for exact arithmetic, got ${horizon} - take Infinity, or do without exact fractions`,
    );
}

/** What the steps of a horizon go over, all in whole numbers over one denominator. */
export interface WholeSteps {
  readonly choices: Choices;
  readonly numbers: ExactRows;
  /** Each step multiplies the denominator of all values by this. */
  readonly unit: bigint;
  /** Shape (nChoices): reward, times the unit. */
  readonly earned: readonly bigint[];
  /** Shape (nChoices): what a sum along the whole numbers of a row is multiplied by. */
  readonly factor: readonly bigint[];
}

/** Cost O(nChoices). */
export function wholeSteps(choices: Choices, numbers: ExactRows, discount: Fraction): WholeSteps {
  const rows = Array.from(choices.pair);
  const { scale, reward } = numbers;
  const unit = rows.reduce((sum, row) => lcm(lcm(sum, scale[row] * discount.d), reward[row].d), 1n);
  return {
    choices,
    numbers,
    unit,
    earned: rows.map((row) => reward[row].s * reward[row].n * (unit / reward[row].d)),
    factor: rows.map((row) => (discount.n * unit) / (discount.d * scale[row])),
  };
}

/** Binary digits that each step adds to the values. */
export function bitsOfStep({ unit }: WholeSteps): number {
  return bitLength(unit);
}

export interface ExactPlan {
  /** Shape (H × S), row t: the choice at step t, the first among those worth the same; −1 for ends. */
  readonly chosen: Int32Array;
  /** Shape (S): value of the first step. */
  readonly value: readonly Fraction[];
}

/**
 * The best choices for H steps, by backward induction without a rounding; of a chain, which has one choice a state, its
 * value.
 *
 * @param stepsAt what step t goes over: the same at every step, or the chain that a policy over time makes of it
 *
 * Cost O(H·nnz) products of a short number and one of up to H times the digits of the unit.
 */
export function planExactly(make: MakeFraction, stepsAt: (t: number) => WholeSteps, horizon: number): ExactPlan {
  const { nStates } = stepsAt(0).choices;
  const chosen = new Int32Array(horizon * nStates).fill(-1);
  let value = new Array<bigint>(nStates).fill(0n);
  let denominator = 1n;
  for (let t = horizon - 1; t >= 0; t--) {
    const { choices, numbers, unit, earned, factor } = stepsAt(t);
    const { choiceStart, first, end, column } = choices;
    const now = new Array<bigint>(nStates).fill(0n);
    for (let s = 0; s < nStates; s++) {
      for (let c = choiceStart[s]; c < choiceStart[s + 1]; c++) {
        let sum = 0n;
        for (let k = first[c]; k < end[c]; k++) sum += numbers.numerator[k] * value[column[k]];
        const worth = earned[c] * denominator + factor[c] * sum;
        if (c > choiceStart[s] && worth <= now[s]) continue;
        now[s] = worth;
        chosen[t * nStates + s] = c;
      }
    }
    value = now;
    denominator *= unit;
  }
  return { chosen, value: value.map((each) => make(each, denominator)) };
}
