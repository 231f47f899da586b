import { ArgumentError } from '../../core/errors.js';
import type { TransitionCounts } from '../../fit/transitionCounts.js';
import type { Mdp } from '../../mdp/mdp.js';

/** The least and the greatest return that a living state can have, whatever follows what. */
export interface ReturnRange {
  /** Shape (H + 1): with h steps to go; without a horizon the one value of all. */
  readonly least: Float64Array;
  /** As `least`. */
  readonly greatest: Float64Array;
}

/**
 * The range of returns where nothing is known of what follows: each step may pay anything between the least and the
 * greatest that entering an end, or going on, pays in the log.
 *
 *     least(0) = 0;   least(h) = min(least end, least step + discount least(h − 1))
 *
 * What ends pay that no case of the log entered is what their outcome says; a step that goes on pays 0 where none of
 * the log does.
 *
 * @param horizon integer ≥ 0, or Infinity
 * @throws ArgumentError where a return without a horizon has no bound
 *
 * Cost O(nnz + H).
 */
export function returnRange(
  { terminal, outcome, outcomes }: Pick<Mdp, 'terminal' | 'outcome' | 'outcomes'>,
  { nextState, count, rewardSum }: TransitionCounts,
  horizon: number,
  discount: number,
): ReturnRange {
  const entered = new Uint8Array(terminal.length);
  const ends: number[] = [];
  const steps: number[] = [];
  nextState.forEach((next, k) => {
    entered[next] = 1;
    (terminal[next] === 1 ? ends : steps).push(rewardSum[k] / count[k]);
  });
  terminal.forEach((end, s) => {
    if (end === 1 && entered[s] === 0) ends.push(outcomes[outcome[s]].reward);
  });
  if (steps.length === 0) steps.push(0);
  const range = {
    least: extremeReturns(Math.min, least(ends), least(steps), horizon, discount),
    greatest: extremeReturns(Math.max, -least(ends, -1), -least(steps, -1), horizon, discount),
  };
  if (range.least.every(Number.isFinite) && range.greatest.every(Number.isFinite)) return range;
  throw new ArgumentError(
    'counterfactual: returns must have a bound where nothing is known of what follows, got steps that pay and may go on for ever - give a horizon, or a discount below 1',
  );
}

/** Of sign times the values; Infinity of none. */
function least(values: readonly number[], sign = 1): number {
  return values.reduce((found, value) => Math.min(found, sign * value), Infinity);
}

/**
 * The least or the greatest return by steps to go, of steps that pay `step` and go on or pay `end` and end.
 *
 * @param end Infinity or −Infinity where there is no end
 * @returns shape (H + 1), or, without a horizon, the one value of all
 */
export function extremeReturns(
  pick: (a: number, b: number) => number,
  end: number,
  step: number,
  horizon: number,
  discount: number,
): Float64Array {
  if (horizon === Infinity) return Float64Array.of(pick(end, step === 0 ? 0 : step / (1 - discount)));
  const values = new Float64Array(horizon + 1);
  for (let h = 1; h <= horizon; h++) values[h] = pick(end, step + discount * values[h - 1]);
  return values;
}
