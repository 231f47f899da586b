import type { SparseRows } from './sparseRows.js';

/** out = factor · P x, shape (S). */
export function applyRows(
  { nStates, first, end, column, probability }: SparseRows,
  factor: number,
  x: Float64Array,
  out: Float64Array,
): void {
  for (let s = 0; s < nStates; s++) {
    let sum = 0;
    for (let k = first[s]; k < end[s]; k++) sum += probability[k] * x[column[k]];
    out[s] = factor * sum;
  }
}

/** out = factor · Pᵀ x, shape (S). */
export function applyTransposed(
  { nStates, first, end, column, probability }: SparseRows,
  factor: number,
  x: Float64Array,
  out: Float64Array,
): void {
  out.fill(0);
  for (let s = 0; s < nStates; s++) {
    const flow = factor * x[s];
    if (flow === 0) continue;
    for (let k = first[s]; k < end[s]; k++) out[column[k]] += flow * probability[k];
  }
}
