import type { Activation } from '../../gadgetSpec.js';
import { activate } from './activate.js';
import { denseLayer, denseLayerGradient, inputGradient } from './denseLayer.js';
import { firstLayer, firstLayerGradient } from './firstLayer.js';
import { lastLayer, lastLayerGradient } from './lastLayer.js';
import type { MatMul } from './matMul.js';
import type { NetworkInput } from './networkInput.js';
import type { LayerPlace } from '../parameterLayout.js';

/** What a network made of an input. */
export interface NetworkRun {
  /** The logits that are needed: shape of the input's `column`. */
  readonly logits: Float64Array;
  /**
   * The way back, while the weights are the same.
   *
   * @param gradient ∂L/∂logits, shape of the logits
   * @param out shape of the weights; the network's places are overwritten with ∂L/∂weights
   */
  readonly backward: (gradient: Float64Array, out: Float32Array) => void;
}

/**
 * Runs a network forwards and backwards, its gradient written out: products by `matMul`, and loops over what
 * distributions with few possible outcomes leave of the first and the last layer.
 *
 * @param layers of the network, two or more
 *
 * Cost, for n distributions that need m logits: six operations a weight and distribution between the hidden layers; for
 * the last the same, or, if m is less than an eighth of all, O(units · m).
 */
export function createNetworkRunner(
  matMul: MatMul,
  layers: readonly LayerPlace[],
  activation: Activation,
): (weights: Float32Array, input: NetworkInput) => NetworkRun {
  const [first] = layers;
  const between = layers.slice(1, -1);
  const last = layers[layers.length - 1];
  return (weights, input) => {
    const { nRows } = input;
    let values = firstLayer(matMul, first, weights, input);
    const hidden = [activated(values, activation)];
    for (const layer of between) {
      values = denseLayer(matMul, layer, weights, values, nRows);
      hidden.push(activated(values, activation));
    }
    return {
      logits: lastLayer(matMul, last, weights, values, input),
      backward(gradient, out) {
        out.fill(0, first.kernel, last.bias + last.nOutputs);
        let back = lastLayerGradient(matMul, last, weights, values, input, gradient, out);
        for (let l = between.length; l > 0; l--) {
          multiply(back, hidden[l].slopes);
          denseLayerGradient(matMul, between[l - 1], hidden[l - 1].values, back, nRows, out);
          back = inputGradient(matMul, between[l - 1], weights, back, nRows);
        }
        multiply(back, hidden[0].slopes);
        firstLayerGradient(matMul, first, input, back, out);
      },
    };
  };
}

/** A hidden layer's activations, in the place of its sums, and their derivatives: shape (nRows × units) each. */
interface Hidden {
  readonly values: Float32Array;
  readonly slopes: Float32Array;
}

function activated(sums: Float32Array, activation: Activation): Hidden {
  const slopes = new Float32Array(sums.length);
  activate(activation, sums, slopes);
  return { values: sums, slopes };
}

/** values *= factors, by element. */
function multiply(values: Float32Array, factors: Float32Array): void {
  for (let i = 0; i < values.length; i++) values[i] *= factors[i];
}
