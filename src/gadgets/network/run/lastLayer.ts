import { denseLayer, denseLayerGradient, inputGradient } from './denseLayer.js';
import type { MatMul } from './matMul.js';
import { type NetworkInput, isSparse } from './networkInput.js';
import type { LayerPlace } from '../parameterLayout.js';
import { sparseLayer, sparseLayerGradient } from './sparseLayer.js';

/**
 * The logits that are needed of the last layer: one by one where they are few, else taken out of a product.
 *
 * @param x shape (nRows × nInputs)
 * @returns shape of the input's `column`, fresh
 */
export function lastLayer(
  matMul: MatMul,
  layer: LayerPlace,
  weights: Float32Array,
  x: Float32Array,
  input: NetworkInput,
): Float64Array {
  if (isSparse(input)) return sparseLayer(layer, weights, x, input);
  const { nRows, start, perOutcome, column } = input;
  const all = denseLayer(matMul, layer, weights, x, nRows);
  const logits = new Float64Array(column.length);
  for (let r = 0, row = 0; r < nRows; r++, row += layer.nOutputs) {
    const end = perOutcome * start[r + 1];
    for (let entry = perOutcome * start[r]; entry < end; entry++) logits[entry] = all[row + column[entry]];
  }
  return logits;
}

/**
 * The way back through `lastLayer`.
 *
 * @param gradient ∂L/∂logits, shape of `column`
 * @param out shape of the weights; zeros at the layer's places before
 * @returns ∂L/∂x, shape (nRows × nInputs), fresh
 */
export function lastLayerGradient(
  matMul: MatMul,
  layer: LayerPlace,
  weights: Float32Array,
  x: Float32Array,
  input: NetworkInput,
  gradient: Float64Array,
  out: Float32Array,
): Float32Array {
  if (isSparse(input)) return sparseLayerGradient(layer, weights, x, input, gradient, out);
  const { nRows, start, perOutcome, column } = input;
  const all = new Float32Array(nRows * layer.nOutputs);
  for (let r = 0, row = 0; r < nRows; r++, row += layer.nOutputs) {
    const end = perOutcome * start[r + 1];
    for (let entry = perOutcome * start[r]; entry < end; entry++) all[row + column[entry]] = gradient[entry];
  }
  denseLayerGradient(matMul, layer, x, all, nRows, out);
  return inputGradient(matMul, layer, weights, all, nRows);
}
