import { denseLayer, denseLayerGradient } from './denseLayer.js';
import { addColumnSums } from './columnSums.js';
import type { MatMul } from './matMul.js';
import { type NetworkInput, isSparse } from './networkInput.js';
import type { LayerPlace } from '../parameterLayout.js';

/**
 * The sums of the first layer, whose input is zero but for a distribution's possible outcomes.
 *
 * @returns shape (nRows × nOutputs), fresh
 *
 * Cost O(possible outcomes · nOutputs), or a product where most are possible.
 */
export function firstLayer(
  matMul: MatMul,
  layer: LayerPlace,
  weights: Float32Array,
  input: NetworkInput,
): Float32Array {
  const { nRows, start, place, feature } = input;
  const { nInputs, nOutputs, kernel, bias } = layer;
  if (!isSparse(input)) return denseLayer(matMul, layer, weights, allFeatures(input, nInputs), nRows);
  const sums = new Float32Array(nRows * nOutputs);
  for (let r = 0, to = 0; r < nRows; r++, to += nOutputs) {
    sums.set(weights.subarray(bias, bias + nOutputs), to);
    for (let j = start[r]; j < start[r + 1]; j++) {
      const from = kernel + place[j] * nOutputs;
      const value = feature[j];
      for (let i = 0; i < nOutputs; i++) sums[to + i] += value * weights[from + i];
    }
  }
  return sums;
}

/**
 * The gradient of the first layer's weights.
 *
 * @param gradient ∂L/∂sums, shape (nRows × nOutputs)
 * @param out shape of the weights; zeros at the layer's places before
 */
export function firstLayerGradient(
  matMul: MatMul,
  layer: LayerPlace,
  input: NetworkInput,
  gradient: Float32Array,
  out: Float32Array,
): void {
  const { nRows, start, place, feature } = input;
  const { nInputs, nOutputs, kernel, bias } = layer;
  if (!isSparse(input)) {
    denseLayerGradient(matMul, layer, allFeatures(input, nInputs), gradient, nRows, out);
    return;
  }
  addColumnSums(gradient, nOutputs, out, bias);
  for (let r = 0, from = 0; r < nRows; r++, from += nOutputs) {
    for (let j = start[r]; j < start[r + 1]; j++) {
      const to = kernel + place[j] * nOutputs;
      const value = feature[j];
      for (let i = 0; i < nOutputs; i++) out[to + i] += value * gradient[from + i];
    }
  }
}

function allFeatures({ nRows, start, place, feature }: NetworkInput, nInputs: number): Float32Array {
  const all = new Float32Array(nRows * nInputs);
  for (let r = 0, row = 0; r < nRows; r++, row += nInputs) {
    for (let j = start[r]; j < start[r + 1]; j++) all[row + place[j]] = feature[j];
  }
  return all;
}
