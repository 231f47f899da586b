import type * as Tensorflow from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../../src/core/random/rng.js';
import { loadTensorflow } from '../../../../src/gadgets/backend.js';
import { tensorMatMul, transposed } from '../../../../src/gadgets/network/run/matMul.js';
import { normals } from '../../kernels/scenarios.js';

describe.each(['wasm', 'cpu'] as const)('tensorMatMul on %s', (backend) => {
  test('is the product, and leaves no tensors', async () => {
    const tf = (await loadTensorflow(backend)).tf as typeof Tensorflow;
    const before = tf.memory().numTensors;
    const product = tensorMatMul(tf)(Float32Array.of(1, 2), Float32Array.of(1, 0, 2, 0, 1, 1), 1, 2, 3);
    expect(product).toBeAllClose([1, 2, 4]);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test.each([
  [1, 1],
  [33, 70],
  [64, 3],
])('a matrix of %d by %d is transposed', (nRows, nColumns) => {
  const matrix = Float32Array.from(normals(createRng(1), nRows * nColumns));
  const plain = matrix.map((_, at) => matrix[(at % nRows) * nColumns + Math.floor(at / nRows)]);
  expect(transposed(matrix, nRows, nColumns)).toEqual(plain);
});
