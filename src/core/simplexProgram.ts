import { NumericalError } from './errors.js';

/**
 * Minimises xᵀ M x over the simplex { x ≥ 0, sum x = 1 }.
 *
 * With y = x / lambda the conditions of the optimum are M y ≥ 1, y ≥ 0, with equality in the one or the other: those of
 * the least of yᵀ M y / 2 − sum y over y ≥ 0, which the active-set method of Lawson & Hanson finds in finitely many
 * steps.
 *
 * @param matrix shape (n × n), symmetric and positive definite
 * @returns x, shape (n)
 * @throws NumericalError if the matrix is not positive definite to working precision
 *
 * Cost O(n³) for each change of the active set, of which there are about n.
 *
 * Source: Lawson & Hanson, "Solving Least Squares Problems", 1974, chapter 23.
 *
 * @example
 * simplexProgram(Float64Array.of(1, 0, 0, 3), 2) // [0.75, 0.25]
 */
export function simplexProgram(matrix: Float64Array, n: number): Float64Array {
  const y = new Float64Array(n);
  const passive: number[] = [];
  // Many more changes than there are variables would be a cycle from rounding.
  for (let change = 0; change < 30 * (n + 1); change++) {
    const entering = steepest(matrix, n, y, passive);
    if (entering === undefined) {
      const total = y.reduce((sum, value) => sum + value, 0);
      return y.map((value) => value / total);
    }
    passive.push(entering);
    for (;;) {
      const solution = solvePassive(matrix, n, passive);
      if (solution.every((value) => value > 0)) {
        passive.forEach((k, at) => (y[k] = solution[at]));
        break;
      }
      moveToBoundary(y, passive, solution);
    }
  }
  throw new NumericalError(`simplexProgram: the active set must settle, got none after ${30 * (n + 1)} changes`);
}

/** The variable at 0 with the largest gain, 1 − (M y)_k, or undefined at the optimum. */
function steepest(matrix: Float64Array, n: number, y: Float64Array, passive: readonly number[]): number | undefined {
  let best: number | undefined;
  let largest = 1e-12;
  for (let k = 0; k < n; k++) {
    if (passive.includes(k)) continue;
    let image = 0;
    let size = 1;
    for (const j of passive) {
      image += matrix[k * n + j] * y[j];
      size += Math.abs(matrix[k * n + j] * y[j]);
    }
    const gain = (1 - image) / size;
    if (gain > largest) [best, largest] = [k, gain];
  }
  return best;
}

/** Goes from y towards the solution until the first variables reach 0, and takes those out of the set. */
function moveToBoundary(y: Float64Array, passive: number[], solution: Float64Array): void {
  // How far each variable may go: to the solution where that is positive, else to 0.
  const reach = passive.map((k, at) => (solution[at] > 0 ? 1 : y[k] / (y[k] - solution[at])));
  const share = Math.min(...reach);
  passive.forEach((k, at) => (y[k] += share * (solution[at] - y[k])));
  const stays = (at: number): boolean => solution[at] > 0 || reach[at] > share;
  passive.forEach((k, at) => {
    if (!stays(at)) y[k] = 0;
  });
  passive.splice(0, passive.length, ...passive.filter((_, at) => stays(at)));
}

/** Solves M_PP z = 1 on the passive set by Cholesky's decomposition. */
function solvePassive(matrix: Float64Array, n: number, passive: readonly number[]): Float64Array {
  const size = passive.length;
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[passive[i] * n + passive[j]];
      for (let k = 0; k < j; k++) sum -= lower[i * size + k] * lower[j * size + k];
      if (i > j) lower[i * size + j] = sum / lower[j * size + j];
      else if (sum > 0) lower[i * size + i] = Math.sqrt(sum);
      else throw new NumericalError(`simplexProgram: the matrix must be positive definite, got a pivot of ${sum}`);
    }
  }
  const z = new Float64Array(size).fill(1);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) z[i] -= lower[i * size + k] * z[k];
    z[i] /= lower[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) z[i] -= lower[k * size + i] * z[k];
    z[i] /= lower[i * size + i];
  }
  return z;
}
