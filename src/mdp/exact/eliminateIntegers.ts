/**
 * Solves A x = b in whole numbers, by elimination without fractions: every division comes out even.
 *
 * @param matrix shape (n × n), rows; overwritten. Every leading minor must not be 0, as with 1 − P, so that no rows
 *   need to change places
 * @param b shape (n); overwritten
 * @returns the y of x = y / determinant, and the determinant
 *
 * Cost about n³ multiplications of numbers of up to n times the digits of an entry.
 *
 * Source: Bareiss, "Sylvester's identity and multistep integer-preserving Gaussian elimination", 1968.
 *
 * @example
 * eliminateIntegers([[2n, -1n], [-1n, 2n]], [3n, 0n]) // { y: [6n, 3n], determinant: 3n }
 */
export function eliminateIntegers(matrix: bigint[][], b: bigint[]): { y: bigint[]; determinant: bigint } {
  const n = b.length;
  let before = 1n;
  for (let k = 0; k < n; k++) {
    const pivotRow = matrix[k];
    const pivot = pivotRow[k];
    for (let i = k + 1; i < n; i++) {
      const row = matrix[i];
      const factor = row[k];
      for (let j = k + 1; j < n; j++) row[j] = (pivot * row[j] - factor * pivotRow[j]) / before;
      b[i] = (pivot * b[i] - factor * b[k]) / before;
    }
    before = pivot;
  }
  const determinant = before;
  const y = new Array<bigint>(n);
  for (let i = n - 1; i >= 0; i--) {
    let sum = determinant * b[i];
    for (let j = i + 1; j < n; j++) sum -= matrix[i][j] * y[j];
    y[i] = sum / matrix[i][i];
  }
  return { y, determinant };
}
