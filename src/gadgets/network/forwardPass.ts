import type { Activation } from '../gadgetSpec.js';
import { activations } from './activations.js';
import type { LayerPlace } from './parameterLayout.js';

/**
 * The output of a network: dense layers with an activation between them, float32 weights, float64 arithmetic.
 *
 *     h = input;  for each layer: h = activation(h W + b), the last without activation
 *
 * It needs no tfjs, and gives the same logits as training saw, to float32 rounding.
 *
 * @param weights flat, laid out by `layers`
 * @param input shape (nInputs of the first layer)
 * @returns shape (nOutputs of the last layer), fresh
 *
 * Cost: two operations a weight.
 */
export function forwardPass(
  layers: readonly LayerPlace[],
  activation: Activation,
  weights: Float32Array,
  input: Float64Array,
): Float64Array {
  const activate = activations[activation];
  let values = input;
  layers.forEach(({ nInputs, nOutputs, kernel, bias }, l) => {
    const next = new Float64Array(nOutputs);
    for (let j = 0; j < nOutputs; j++) next[j] = weights[bias + j];
    // Row by row, since a walk down the columns of a large matrix is many times slower.
    for (let i = 0, at = kernel; i < nInputs; i++, at += nOutputs) {
      const value = values[i];
      for (let j = 0; j < nOutputs; j++) next[j] += value * weights[at + j];
    }
    if (l < layers.length - 1) for (let j = 0; j < nOutputs; j++) next[j] = activate(next[j]);
    values = next;
  });
  return values;
}
