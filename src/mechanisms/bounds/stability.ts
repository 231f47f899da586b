import { boxBounds, frechetUpper } from './noAssumption.js';
import { ratioBelow } from './ratioBelow.js';
import { type RowBounds, checkObserved } from './rowBounds.js';

/**
 * Counterfactual stability of the observed row: no y ≠ x whose odds against x did not rise.
 *
 *     CF(y | x) = 0 for y ≠ x with p[y] > 0 and q[x] / p[x] ≥ q[y] / p[y];   else as under no assumption
 *
 * Ratios that agree to 1e-12 count as equal.
 *
 * @param p shape (K), probabilities, not checked
 * @param q as p
 * @param x the observed outcome, p[x] > 0
 * @returns tight for this one row; a mechanism that is stable at every outcome is bound more tightly (`stabilityAll`)
 * @throws NumericalError if p[x] is not positive; ArgumentError if the lengths differ
 *
 * Cost O(K). Source: Lally, Kazemi & Paoletti, arXiv 2502.13731; stability from Oberst & Sontag (2019).
 *
 * @example
 * stability(Float64Array.of(0.5, 0.5), Float64Array.of(0.75, 0.25), 0) // { lower: [1, 0], upper: [1, 0], ... }
 */
export function stability(p: Float64Array, q: Float64Array, x: number): RowBounds {
  checkObserved('stability', p, q, x);
  return boxBounds(stableUpper(p, q, x));
}

/** Shape (K): the upper bounds of the row. */
export function stableUpper(p: Float64Array, q: Float64Array, x: number): Float64Array {
  return frechetUpper(p, q, x).map((value, y) => (y === x || ratioBelow(p, q, y, x) ? value : 0));
}
