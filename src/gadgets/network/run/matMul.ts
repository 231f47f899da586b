import type * as Tensorflow from '@tensorflow/tfjs';

/**
 * A product of matrices, row-major: (nRows × nInner) by (nInner × nColumns) gives (nRows × nColumns), a fresh array.
 */
export type MatMul = (
  a: Float32Array,
  b: Float32Array,
  nRows: number,
  nInner: number,
  nColumns: number,
) => Float32Array;

/**
 * Products by tfjs, all that training asks of it: on its wasm backend they run ten times as fast as loops here could.
 *
 * Neither factor is transposed by tfjs, whose wasm backend is 20 times slower at that than `transposed` and a product.
 * Every tensor is disposed of before a call returns.
 */
export function tensorMatMul(tf: typeof Tensorflow): MatMul {
  return (a, b, nRows, nInner, nColumns) => {
    const left = tf.tensor2d(a, [nRows, nInner]);
    const right = tf.tensor2d(b, [nInner, nColumns]);
    const product = tf.matMul(left, right);
    const values = product.dataSync<'float32'>();
    tf.dispose([left, right, product]);
    return values;
  };
}

/** Rows and columns that are exchanged at a time, so that both sides stay in the nearest cache. */
const BLOCK = 32;

/**
 * A matrix with rows and columns exchanged.
 *
 * @param matrix shape (nRows × nColumns), row-major
 * @returns shape (nColumns × nRows), fresh
 *
 * @example
 * transposed(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 3) // [1, 4, 2, 5, 3, 6]
 */
export function transposed(matrix: Float32Array, nRows: number, nColumns: number): Float32Array {
  const out = new Float32Array(matrix.length);
  for (let top = 0; top < nRows; top += BLOCK) {
    const bottom = Math.min(nRows, top + BLOCK);
    for (let left = 0; left < nColumns; left += BLOCK) {
      const right = Math.min(nColumns, left + BLOCK);
      for (let i = top; i < bottom; i++) {
        for (let j = left; j < right; j++) out[j * nRows + i] = matrix[i * nColumns + j];
      }
    }
  }
  return out;
}
