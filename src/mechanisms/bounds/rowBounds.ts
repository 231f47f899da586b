import { ArgumentError, NumericalError } from '../../core/errors.js';

/**
 * The counterfactual rows CF(. | x) that an assumption admits for one pair (p, q) and one observed outcome x: all rows
 * that sum to 1 within the box and, if there are any, the caps. Each end of each interval is reached by some admissible
 * row.
 */
export interface RowBounds {
  /** Shape (K): the least CF(y | x). */
  readonly lower: Float64Array;
  /** Shape (K): the greatest CF(y | x). */
  readonly upper: Float64Array;
  /** Where the box alone would admit more. */
  readonly caps?: RowCaps;
}

/**
 * Caps on sums of a row. The outcomes below x in r = p / q fall into C classes of equal r, in increasing order. For
 * every class c and every set Y of its members (all masses divided by p[x])
 *
 *     sum of the row over Y and all classes below c  ≤  sum of q − p over the same outcomes
 *
 * and the sum over all classes is at most the last cap.
 */
export interface RowCaps {
  /** Shape (K): class of an outcome below x in r, −1 for any other. */
  readonly classOf: Int32Array;
  /**
   * Shape (K): max(0, q − p) / p[x], what an outcome has room for whatever those of its class get; 0 outside the
   * classes.
   */
  readonly free: Float64Array;
  /**
   * Shape (C + 1): what the classes below may hold, and class c beyond what is free; last, what all classes may hold.
   */
  readonly cap: Float64Array;
}

/**
 * Checks the arguments of an assumption's `bounds`; that p and q are probabilities is not checked.
 *
 * @throws NumericalError if p[x] is not positive; ArgumentError if the lengths differ
 */
export function checkObserved(where: string, p: Float64Array, q: Float64Array, x: number): void {
  if (p.length !== q.length)
    throw new ArgumentError(`${where}: p and q must be over the same outcomes, got ${p.length} and ${q.length}`);
  if (!(p[x] > 0))
    throw new NumericalError(
      `${where}: the observed outcome must be possible, got ${x} of probability ${p[x]} - the model excludes what was observed`,
    );
}
