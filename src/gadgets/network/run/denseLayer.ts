import { addColumnSums } from './columnSums.js';
import { type MatMul, transposed } from './matMul.js';
import type { LayerPlace } from '../parameterLayout.js';

/**
 * A dense layer, x W + b.
 *
 * @param x shape (nRows × nInputs)
 * @returns shape (nRows × nOutputs), fresh
 *
 * Cost: a product.
 */
export function denseLayer(
  matMul: MatMul,
  { nInputs, nOutputs, kernel, bias }: LayerPlace,
  weights: Float32Array,
  x: Float32Array,
  nRows: number,
): Float32Array {
  const sums = matMul(x, weights.subarray(kernel, bias), nRows, nInputs, nOutputs);
  for (let to = 0; to < sums.length; to += nOutputs) {
    for (let j = 0; j < nOutputs; j++) sums[to + j] += weights[bias + j];
  }
  return sums;
}

/**
 * The gradient of a dense layer's weights, dW = xᵀ dy and db = sum of dy over the rows.
 *
 * @param gradient dy, shape (nRows × nOutputs)
 * @param out shape of the weights; zeros at the layer's places before
 *
 * Cost: a product.
 */
export function denseLayerGradient(
  matMul: MatMul,
  { nInputs, nOutputs, kernel, bias }: LayerPlace,
  x: Float32Array,
  gradient: Float32Array,
  nRows: number,
  out: Float32Array,
): void {
  out.set(matMul(transposed(x, nRows, nInputs), gradient, nInputs, nRows, nOutputs), kernel);
  addColumnSums(gradient, nOutputs, out, bias);
}

/**
 * The gradient of a dense layer's input, dx = dy Wᵀ.
 *
 * @param gradient dy, shape (nRows × nOutputs)
 * @returns shape (nRows × nInputs), fresh
 *
 * Cost: a product.
 */
export function inputGradient(
  matMul: MatMul,
  { nInputs, nOutputs, kernel, bias }: LayerPlace,
  weights: Float32Array,
  gradient: Float32Array,
  nRows: number,
): Float32Array {
  // As dxᵀ = W dyᵀ: what is turned, and laid out for the product by tfjs, is then dy and not the larger W.
  const turned = transposed(gradient, nRows, nOutputs);
  return transposed(matMul(weights.subarray(kernel, bias), turned, nInputs, nOutputs, nRows), nInputs, nRows);
}
