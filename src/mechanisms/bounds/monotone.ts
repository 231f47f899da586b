import { boxBounds } from './noAssumption.js';
import { type RowBounds, checkObserved } from './rowBounds.js';
import { stableUpper } from './stability.js';

/**
 * Counterfactual stability and monotonicity of the observed row: having seen x makes x no less likely in the other
 * world, and what was possible and did not happen no more likely.
 *
 *     CF(x | x) ≥ q[x];   CF(y | x) ≤ q[y] for y ≠ x with p[y] > 0;   else as under stability
 *
 * Not every stable mechanism is monotone: rows of Gumbel-max may lie outside, up to CF(y | x) = 2 q[y].
 *
 * @param p shape (K), probabilities, not checked
 * @param q as p
 * @param x the observed outcome, p[x] > 0
 * @returns tight for this one row, and never empty
 * @throws NumericalError if p[x] is not positive; ArgumentError if the lengths differ
 *
 * Cost O(K). Source: Lally, Kazemi & Paoletti, arXiv 2502.13731.
 *
 * @example
 * monotone(Float64Array.of(0.5, 0.5), Float64Array.of(0.25, 0.75), 0) // { lower: [0.25, 0.5], upper: [0.5, 0.75], ... }
 */
export function monotone(p: Float64Array, q: Float64Array, x: number): RowBounds {
  checkObserved('monotone', p, q, x);
  const upper = stableUpper(p, q, x).map((value, y) => (y === x ? value : Math.min(value, p[y] > 0 ? q[y] : 1 - q[x])));
  return boxBounds(upper, q[x], x);
}
