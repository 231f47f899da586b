/**
 * Adds the sum of each column of a matrix: the gradient of a layer's biases from that of its sums.
 *
 * @param matrix shape (rows × nColumns), row-major
 * @param out nColumns entries from `offset` are added to
 */
export function addColumnSums(matrix: Float32Array, nColumns: number, out: Float32Array, offset: number): void {
  const sums = new Float64Array(nColumns);
  for (let row = 0; row < matrix.length; row += nColumns) {
    for (let j = 0; j < nColumns; j++) sums[j] += matrix[row + j];
  }
  for (let j = 0; j < nColumns; j++) out[offset + j] += sums[j];
}
