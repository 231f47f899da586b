import type * as Tensorflow from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { loadTensorflow } from '../../../src/gadgets/backend.js';
import { gadgetSpec } from '../../../src/gadgets/gadgetSpec.js';
import { forwardPass } from '../../../src/gadgets/network/forwardPass.js';
import { createNetworkRunner } from '../../../src/gadgets/network/networkRunner.js';
import { parameterLayout } from '../../../src/gadgets/network/parameterLayout.js';
import { centralDifference } from '../kernels/centralDifference.js';
import { normals } from '../kernels/scenarios.js';

const ACTIVATIONS = ['sigmoid', 'tanh', 'relu', 'silu'] as const;
const BATCH = 3;

/**
 * Two networks with random weights, the inputs of a batch, and the coefficients of a loss that is linear in the logits.
 */
function setting(activation: (typeof ACTIVATIONS)[number]) {
  const rng = createRng(2).fork(activation);
  const spec = gadgetSpec('gadget-1', { outcomes: 3, network: { hidden: [5, 4], activation } });
  const { networks, size, nLogits } = parameterLayout(spec);
  const weights = Float32Array.from(normals(rng, size));
  const inputs = networks.map(() => Float32Array.from(normals(rng, BATCH * 3)));
  const coefficients = networks.map(() => Float32Array.from(normals(rng, BATCH * nLogits)));
  return { networks, weights, inputs, coefficients, nLogits };
}

describe.each(['cpu', 'wasm'] as const)('createNetworkRunner on %s', (backend) => {
  let tf: typeof Tensorflow;
  beforeAll(async () => {
    tf = (await loadTensorflow(backend)).tf as typeof Tensorflow;
  });

  test.each(ACTIVATIONS)('%s: logits are those of the plain forward pass', (activation) => {
    const { networks, weights, inputs, nLogits } = setting(activation);
    const logits = createNetworkRunner(tf, networks, activation).logits(weights, inputs, BATCH);
    for (const [n, layers] of networks.entries()) {
      for (let i = 0; i < BATCH; i++) {
        const input = Float64Array.from(inputs[n].subarray(3 * i, 3 * i + 3));
        const plain = forwardPass(layers, activation, weights, input);
        expect(logits[n].subarray(i * nLogits, (i + 1) * nLogits)).toBeAllClose(plain, { rtol: 1e-5, atol: 1e-5 });
      }
    }
  });

  test.each(ACTIVATIONS)('%s: gradients are those of finite differences of the plain forward pass', (activation) => {
    const { networks, weights, inputs, coefficients, nLogits } = setting(activation);
    const gradient = new Float32Array(weights.length);
    createNetworkRunner(tf, networks, activation).gradient(weights, inputs, BATCH, () => coefficients, gradient);
    const loss = (moved: Float64Array): number => {
      let sum = 0;
      for (const [n, layers] of networks.entries()) {
        for (let i = 0; i < BATCH; i++) {
          const input = Float64Array.from(inputs[n].subarray(3 * i, 3 * i + 3));
          // float64 in place of float32, so that a small step is not lost.
          const logits = forwardPass(layers, activation, moved as unknown as Float32Array, input);
          for (let k = 0; k < nLogits; k++) sum += coefficients[n][i * nLogits + k] * logits[k];
        }
      }
      return sum;
    };
    const numerical = centralDifference(loss, Float64Array.from(weights));
    expect(gradient).toBeAllClose(numerical, { rtol: 1e-4, atol: 1e-4 });
  });

  test('leaves no tensors', () => {
    const { networks, weights, inputs, coefficients } = setting('silu');
    const runner = createNetworkRunner(tf, networks, 'silu');
    const before = tf.memory().numTensors;
    runner.logits(weights, inputs, BATCH);
    runner.gradient(weights, inputs, BATCH, () => coefficients, new Float32Array(weights.length));
    expect(tf.memory().numTensors).toBe(before);
  });
});
