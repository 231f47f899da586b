import type { SparseRows } from './sparseRows.js';

/**
 * The linear system x = b + discount · M x of a chain, with each state's own entry taken to the left:
 *
 *     leaving[i] x[i] = b[i] + discount · sum_{j ≠ i} M[i, j] x[j]
 *
 * where M is P (values) or its transpose (occupancy).
 */
export interface ChainSystem {
  readonly rows: SparseRows;
  readonly discount: number;
  /** Shape (S): 1 − discount · P[i, i], see `leavingMass`. 0 where a state is never left: its x is not touched. */
  readonly leaving: Float64Array;
  /** Whether the rows are those of the transpose. */
  readonly transposed?: boolean;
}

/** The system of values, x = b + discount · P x. Cost O(nnz). */
export function chainSystem(rows: SparseRows, discount: number): ChainSystem {
  return { rows, discount, leaving: leavingMass(rows, discount) };
}

/**
 * What leaves each state in a step, the discount's share included: (1 − discount) + discount · (leak[i] + sum_{j ≠ i}
 * P[i, j]).
 *
 * Summed from the other entries, never as 1 − P[i, i]: a state that stays with 1 − 2^-45 keeps all digits of what it
 * leaves with. Rows are distributions to rounding, so that it is the same number otherwise.
 *
 * @returns shape (S); 1 − discount for an empty row
 *
 * Source: Grassmann, Taksar & Heyman, "Regenerative analysis and steady state distributions for Markov chains", 1985.
 */
export function leavingMass(
  { nStates, first, end, column, probability, leak }: SparseRows,
  discount: number,
): Float64Array {
  const leaving = new Float64Array(nStates);
  for (let s = 0; s < nStates; s++) {
    let sum = leak ? leak[s] : 0;
    for (let k = first[s]; k < end[s]; k++) if (column[k] !== s) sum += probability[k];
    leaving[s] = 1 - discount + discount * sum;
  }
  return leaving;
}

/**
 * How far one step of Jacobi's method would move each of some states: (b + discount · M x)[i] / leaving[i] − x[i].
 *
 * The residual in units of x itself, so that one number judges states that stay long and states that do not.
 *
 * @param states which, shape (n)
 * @param out written, shape (n); entry k is that of states[k]
 * @returns the largest |out|
 */
export function residualOf(
  { rows, discount, leaving }: ChainSystem,
  b: Float64Array,
  x: Float64Array,
  states: Uint32Array,
  out: Float64Array,
): number {
  const { first, end, column, probability } = rows;
  let largest = 0;
  for (let at = 0; at < states.length; at++) {
    const i = states[at];
    let sum = 0;
    for (let k = first[i]; k < end[i]; k++) if (column[k] !== i) sum += probability[k] * x[column[k]];
    const size = leaving[i] === 0 ? 0 : (b[i] + discount * sum) / leaving[i] - x[i];
    out[at] = size;
    // Written so that NaN is not lost.
    if (!(Math.abs(size) <= largest)) largest = Math.abs(size);
  }
  return largest;
}
