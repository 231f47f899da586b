import type * as Tensorflow from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { loadTensorflow } from '../../../src/gadgets/backend.js';
import { dense } from '../../../src/gadgets/network/dense.js';
import { normals } from '../kernels/scenarios.js';

describe.each(['wasm', 'cpu'] as const)('dense on %s', (backend) => {
  let tf: typeof Tensorflow;
  beforeAll(async () => {
    tf = (await loadTensorflow(backend)).tf as typeof Tensorflow;
  });

  test('is x W + b', () => {
    const out = tf.tidy(() =>
      dense(
        tf,
        tf.tensor2d([[1, 2]]),
        tf.tensor2d([
          [1, 0, 2],
          [0, 1, 1],
        ]),
        tf.tensor1d([0, 10, 0]),
      ).dataSync(),
    );
    expect(out).toBeAllClose([1, 12, 4]);
  });

  test('has the gradient that tfjs derives for the plain layer', () => {
    const rng = createRng(1);
    tf.tidy(() => {
      const x = tf.tensor2d(Float32Array.from(normals(rng, 15)), [3, 5]);
      const kernel = tf.tensor2d(Float32Array.from(normals(rng, 20)), [5, 4]);
      const bias = tf.tensor1d(Float32Array.from(normals(rng, 4)));
      const loss = (layer: (x: Tensorflow.Tensor) => Tensorflow.Tensor): Tensorflow.Scalar => layer(x).square().sum();
      const parameters = [x, kernel, bias];
      const ours = tf.grads((a, b, c) =>
        loss(() => dense(tf, a as Tensorflow.Tensor2D, b as Tensorflow.Tensor2D, c as Tensorflow.Tensor1D)),
      )(parameters);
      const theirs = tf.grads((a, b, c) => loss(() => tf.add(tf.matMul(a, b), c)))(parameters);
      ours.forEach((gradient, i) => {
        expect(gradient.dataSync()).toBeAllClose(theirs[i].dataSync(), { rtol: 1e-5, atol: 1e-5 });
      });
    });
  });
});
