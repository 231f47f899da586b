import { ArgumentError, NumericalError } from '../../core/errors.js';
import { tied } from '../../core/tied.js';
import { sortByKey } from '../kernels/sortByKey.js';

/** A counterfactual row that no mechanism can better, and what it attains. */
export interface ConditionalOptimum {
  /** Shape (K), sums to 1; every entry at most q[y] / p[x]. */
  readonly row: Float64Array;
  readonly value: number;
}

/**
 * The least expected cost of the counterfactual outcome that any coupling can reach given one observed outcome x.
 *
 *     minimise sum over y of CF(y | x) cost[y]    subject to 0 ≤ CF(y | x) ≤ q[y] / p[x], sum 1
 *
 * A fractional knapsack: fill outcomes from the cheapest up. For the least conditional second moment of h(x) − h(Y)
 * take cost[y] = (h(x) − h(y))². Attained for one x at a time: averaged over x it is a bound below the linear program.
 *
 * @param px probability of the observed outcome, in (0, 1]
 * @param q shape (K), probabilities, not checked
 * @param cost shape (K), finite where q > 0; not checked
 * @throws NumericalError if px is not positive; ArgumentError if the lengths differ
 *
 * Cost O(K log K).
 *
 * @example
 * leastConditionalCost(0.5, Float64Array.of(0.25, 0.75), Float64Array.of(0, 1)) // { row: [0.5, 0.5], value: 0.5 }
 */
export function leastConditionalCost(px: number, q: Float64Array, cost: ArrayLike<number>): ConditionalOptimum {
  const order = possibleOutcomes('leastConditionalCost', px, q, cost);
  const row = new Float64Array(q.length);
  fillRow(row, px, q, order, 0, 1);
  let value = 0;
  for (const y of order) value += row[y] * cost[y];
  return { row, value };
}

/**
 * The outcomes with q > 0 in increasing order of `key`, ties to 1e-12 of the largest by index, after a check of the
 * arguments.
 */
export function possibleOutcomes(where: string, px: number, q: Float64Array, key: ArrayLike<number>): Int32Array {
  if (!(px > 0))
    throw new NumericalError(
      `${where}: the observed outcome must be possible, got probability ${px} - the model excludes what was observed`,
    );
  if (q.length !== key.length)
    throw new ArgumentError(`${where}: one value for each outcome is needed, got ${key.length} for ${q.length}`);
  const order = Int32Array.from(q.keys()).filter((y) => q[y] > 0);
  const keys = tied(Float64Array.from(order, (y) => key[y]));
  sortByKey(keys, order, 0, order.length, {
    keys: new Float64Array(order.length),
    items: new Int32Array(order.length),
  });
  return order;
}

/**
 * Adds to `row` the greedy fill from position `first` of `order`, up (step 1) or down (step −1): each outcome in full,
 * q[y] / px, until the row sums to 1.
 *
 * @returns what is missing from a sum of 1, more than rounding if the outcomes on that side have too little probability
 */
export function fillRow(
  row: Float64Array,
  px: number,
  q: Float64Array,
  order: Int32Array,
  first: number,
  step: 1 | -1,
): number {
  let missing = 1;
  let y = order[first];
  for (let at = first; missing > 0 && at >= 0 && at < order.length; at += step) {
    y = order[at]!;
    row[y] = Math.min(q[y] / px, missing);
    missing -= row[y];
  }
  // Rounding alone, if all outcomes together are only just enough; the row stays whole.
  if (missing < ROUNDING) row[y] += missing;
  return missing;
}

/** Far above the rounding of a sum of probabilities, far below any probability of interest. */
const ROUNDING = 1e-8;
