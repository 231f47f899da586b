import { type RowBounds, checkObserved } from './rowBounds.js';

/**
 * What every mechanism obeys: CF(y | x) p[x] = J[x, y] is at most p[x] and at most q[y].
 *
 *     CF(y | x) ≤ min(q[y], p[x]) / p[x]
 *
 * @param p shape (K), probabilities, not checked
 * @param q as p
 * @param x the observed outcome, p[x] > 0
 * @returns tight for the pair (p, q)
 * @throws NumericalError if p[x] is not positive; ArgumentError if the lengths differ
 *
 * Cost O(K). Source: Fréchet's bounds of a joint probability.
 *
 * @example
 * noAssumption(Float64Array.of(0.5, 0.5), Float64Array.of(0.75, 0.25), 0) // { lower: [0.5, 0], upper: [1, 0.5], ... }
 */
export function noAssumption(p: Float64Array, q: Float64Array, x: number): RowBounds {
  checkObserved('noAssumption', p, q, x);
  return boxBounds(frechetUpper(p, q, x));
}

/** Shape (K): min(q, p[x]) / p[x]. */
export function frechetUpper(p: Float64Array, q: Float64Array, x: number): Float64Array {
  const px = p[x];
  return q.map((qy) => (qy >= px ? 1 : qy / px));
}

/**
 * The bounds that follow from upper bounds of the entries, since a row sums to 1.
 *
 * @param floor a lower bound of entry `at` from elsewhere
 */
export function boxBounds(upper: Float64Array, floor = 0, at = 0): RowBounds {
  const total = upper.reduce((sum, value) => sum + value, 0);
  // Where the upper bounds sum to 1 there is but one row, and rounding must not turn the interval around.
  const lower = upper.map((value) => Math.min(value, Math.max(0, 1 - (total - value))));
  lower[at] = Math.min(upper[at], Math.max(lower[at], floor));
  return { lower, upper };
}
