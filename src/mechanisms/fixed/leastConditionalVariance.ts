import { type ConditionalOptimum, fillRow, possibleOutcomes } from './leastConditionalCost.js';

/**
 * The least variance of h(Y), given one observed outcome x, that any coupling can reach.
 *
 *     minimise Var h(Y), Y ~ CF(. | x)    subject to 0 ≤ CF(y | x) ≤ q[y] / p[x], sum 1
 *
 * The variance is concave in the row, so a vertex is optimal, and it is the greedy fill around its own mean: a window
 * of outcomes that are consecutive in h, all full but at one end. All such windows are tried, from each first outcome
 * upwards and from each last one downwards.
 *
 * @param px probability of the observed outcome, in (0, 1]
 * @param q shape (K), probabilities, not checked
 * @param h shape (K), finite where q > 0; not checked
 * @throws NumericalError if px is not positive; ArgumentError if the lengths differ
 *
 * Cost O(K²). Derived for this project.
 *
 * @example
 * leastConditionalVariance(0.5, Float64Array.of(0.25, 0.25, 0.5), Float64Array.of(0, 1, 5)) // { row: [0, 0, 1], value: 0 }
 */
export function leastConditionalVariance(px: number, q: Float64Array, h: ArrayLike<number>): ConditionalOptimum {
  const order = possibleOutcomes('leastConditionalVariance', px, q, h);
  let best: ConditionalOptimum | undefined;
  for (const step of [1, -1] as const) {
    for (let k = 0; k < order.length; k++) {
      const row = new Float64Array(q.length);
      const first = step === 1 ? k : order.length - 1 - k;
      const missing = fillRow(row, px, q, order, first, step);
      // The window from the far end is always whole; past the first one that is not, none is.
      if (k > 0 && missing > 0) break;
      const value = varianceOf(row, order, h);
      if (best === undefined || value < best.value) best = { row, value };
    }
  }
  return best!;
}

function varianceOf(row: Float64Array, order: Int32Array, h: ArrayLike<number>): number {
  let mean = 0;
  for (const y of order) mean += row[y] * h[y];
  let variance = 0;
  for (const y of order) variance += row[y] * (h[y] - mean) ** 2;
  return variance;
}
