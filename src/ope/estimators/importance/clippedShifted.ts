import { ArgumentError } from '../../../core/errors.js';
import { meanAndError } from '../../../core/statistics/meanAndError.js';
import { normalQuantile } from '../../../core/statistics/normalQuantile.js';
import { CLIP, clippedWeights } from './clippedWeights.js';

export interface ClippedShiftedOptions {
  /**
   * r_min, the least return that any run can have: known of the process, and not read off the log. A smaller one than
   * that is right, too, and makes the bound lower.
   */
  readonly leastReturn: number;
  /** c, where weights are cut: finite, at least 1. Default 20. */
  readonly clip?: number | undefined;
  /** One-sided level of `lower`, in (0, 1). Default .95. */
  readonly level?: number | undefined;
}

/** What a policy gains over the one that wrote the log, at least. */
export interface ClippedShifted {
  /** Shape (n): x of each episode. */
  readonly terms: Float64Array;
  /** Mean of the terms. */
  readonly gain: number;
  /** Of the gain; absent for a single episode, which has none. */
  readonly standardError?: number;
  /** Lower bound of the gain by the normal quantile; −Infinity for a single episode. */
  readonly lower: number;
  /** Mean of min(w, c): the share of the policy's runs that the log holds. 1 is due; chance may exceed it a little. */
  readonly shareHeld: number;
}

/**
 * The gain of a policy over the behaviour policy that wrote the log, clipped and shifted so that what the log does not
 * hold can only make it smaller.
 *
 *     x_e = (min(w_e, c) − 1) (g_e − r_min),   gain = mean x,   lower = gain − z sd(x) / sqrt(n)
 *
 * As w ≥ 0 and g ≥ r_min, E[min(w, c) (g − r_min)] ≤ V(target) − r_min wherever the behaviour probabilities are right,
 * also where the target policy goes where the behaviour never does; so E[gain] ≤ V(target) − V(behaviour). Both
 * policies are judged on the same runs: for the behaviour policy itself every x is 0.
 *
 * Probabilities estimated from the log are not right where the clinician saw more than the log's states: then the
 * gain is too high, and no bound holds. Not checked here.
 *
 * @param logWeights log w of each whole episode, shape (n), −Infinity for 0
 * @param returns shape (n), g of each, discounted
 * @throws ArgumentError for no episodes, lengths that differ, a return below `leastReturn`, or an option out of bounds
 *
 * Cost O(n).
 *
 * @example
 * const [logWeights, returns] = [[Math.log(2), -Infinity, 0], [1, -1, 0]];
 * const { gain, shareHeld } = clippedShifted(logWeights, returns, { leastReturn: -1 });
 * [gain, shareHeld] // [0.666..., 1]
 */
export function clippedShifted(
  logWeights: ArrayLike<number>,
  returns: ArrayLike<number>,
  { leastReturn, clip = CLIP, level = 0.95 }: ClippedShiftedOptions,
): ClippedShifted {
  if (logWeights.length !== returns.length || returns.length === 0)
    throw new ArgumentError(
      `clippedShifted: every episode must have a weight and a return, got ${logWeights.length} and ${returns.length}`,
    );
  if (!(level > 0 && level < 1)) throw new ArgumentError(`clippedShifted: level must be in (0, 1), got ${level}`);
  const clipped = clippedWeights(logWeights, clip);
  const shifted = shiftedReturns(returns, leastReturn);
  const terms = clipped.map((weight, e) => (weight - 1) * shifted[e]);
  const { mean: gain, standardError } = meanAndError(terms);
  return {
    terms,
    gain,
    ...(standardError !== undefined && { standardError }),
    lower: standardError === undefined ? -Infinity : gain - normalQuantile(level) * standardError,
    shareHeld: meanAndError(clipped).mean,
  };
}

/** What rounding may leave a return below the least that is possible, as a share of their size. */
const ROUNDING = 1e-9;

/**
 * Returns above the least that is possible: g − r_min, shape (n).
 *
 * @throws ArgumentError if r_min is not finite, a return is not, or one lies below r_min
 */
export function shiftedReturns(returns: ArrayLike<number>, leastReturn: number): Float64Array {
  if (!Number.isFinite(leastReturn))
    throw new ArgumentError(`clippedShifted: leastReturn must be finite, got ${leastReturn}`);
  return Float64Array.from(returns, (value, e) => {
    if (!isBelow(value, leastReturn) && value < Infinity) return Math.max(0, value - leastReturn);
    throw new ArgumentError(
      `clippedShifted: returns must be finite and at least the least possible, ${leastReturn}, got ${value} at index ${e} - give the least return that is possible`,
    );
  });
}

/** Whether a return lies below the least that is possible by more than rounding, or is no number. */
export function isBelow(value: number, leastReturn: number): boolean {
  return !(value >= leastReturn - ROUNDING * Math.max(1, Math.abs(leastReturn)));
}
