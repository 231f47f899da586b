import { solve } from './directMethod.js';

/**
 * The x >= 0 with sum 1 that minimises x' A x, A positive definite, by trying every set of entries that may be
 * positive: on a set the minimum over sum 1 alone is x = A^-1 1 / (1' A^-1 1), and the best of those that are >= 0 is
 * the answer.
 */
export function simplexMinimum(matrix: readonly (readonly number[])[]): number[] {
  const size = matrix.length;
  let largest = 0;
  for (let k = 0; k < size; k++) largest = Math.max(largest, matrix[k][k]);
  // Every x is as good as another; the shortest is the limit of ever smaller ridges.
  if (largest === 0) return matrix.map(() => 1 / size);
  let best: number[] = [];
  let least = Infinity;
  for (let subset = 1; subset < 2 ** size; subset++) {
    const chosen = matrix.map((_, k) => k).filter((k) => Math.floor(subset / 2 ** k) % 2 === 1);
    const y = solve(
      // The scale is no matter to x, but the solver takes small numbers for zeros.
      chosen.map((k) => chosen.map((l) => matrix[k][l] / largest)),
      chosen.map(() => 1),
    );
    const sum = y.reduce((a, b) => a + b);
    const x = matrix.map(() => 0);
    chosen.forEach((k, at) => (x[k] = y[at] / sum));
    if (x.some((entry) => entry < 0)) continue;
    const value = quadraticForm(matrix, x);
    if (value < least) [best, least] = [x, value];
  }
  return best;
}

/** x' A x. */
export function quadraticForm(matrix: readonly (readonly number[])[], x: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) for (let l = 0; l < x.length; l++) sum += x[k] * matrix[k][l] * x[l];
  return sum;
}
