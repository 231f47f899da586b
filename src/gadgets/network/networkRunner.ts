import type * as Tensorflow from '@tensorflow/tfjs';
import type { Activation } from '../gadgetSpec.js';
import { dense } from './dense.js';
import type { LayerPlace } from './parameterLayout.js';

/** Logits of each network, shape (batch × nLogits) each, float32 as tfjs computes them. */
export type Logits = readonly Float32Array[];

/** The networks of a gadget in tfjs. */
export interface NetworkRunner {
  /** The logits, for networks whose inputs have `batch` rows each. */
  logits(weights: Float32Array, inputs: readonly Float32Array[], batch: number): Logits;
  /**
   * Runs the networks, asks for ∂L/∂logits, and writes ∂L/∂weights.
   *
   * @param inputs for each network, shape (batch × nInputs)
   * @param lossGradient given the logits, ∂L/∂logits of each network
   * @param out flat, as the weights; only the places of the networks are written
   */
  gradient(
    weights: Float32Array,
    inputs: readonly Float32Array[],
    batch: number,
    lossGradient: (logits: Logits) => readonly Float32Array[],
    out: Float32Array,
  ): void;
}

/**
 * Runs networks in tfjs, forwards and backwards. The loss itself is the caller's, in float64 arrays: `customGrad` joins
 * it.
 *
 * Every tensor is disposed of before a call returns.
 */
export function createNetworkRunner(
  tf: typeof Tensorflow,
  networks: readonly (readonly LayerPlace[])[],
  activation: Activation,
): NetworkRunner {
  const layers = networks.flat();
  const parametersOf = (weights: Float32Array): Tensorflow.Tensor[] =>
    layers.flatMap(({ nInputs, nOutputs, kernel, bias }) => [
      tf.tensor2d(weights.slice(kernel, bias), [nInputs, nOutputs]),
      tf.tensor1d(weights.slice(bias, bias + nOutputs)),
    ]);
  const forward = (parameters: readonly Tensorflow.Tensor[], inputs: readonly Float32Array[], batch: number) => {
    let next = 0;
    return networks.map((network, n): Tensorflow.Tensor2D => {
      let values = tf.tensor2d(inputs[n], [batch, network[0].nInputs]);
      network.forEach((_, l) => {
        const [kernel, bias] = parameters.slice(next, (next += 2));
        values = dense(tf, values, kernel as Tensorflow.Tensor2D, bias as Tensorflow.Tensor1D);
        if (l < network.length - 1) values = activate(tf, activation, values);
      });
      return values;
    });
  };
  const read = (tensors: readonly Tensorflow.Tensor[]): Float32Array[] =>
    tensors.map((tensor) => tensor.dataSync<'float32'>());
  return {
    logits(weights, inputs, batch) {
      let logits: Logits = [];
      // What the callback returns tidy walks through in search of tensors, number by number.
      tf.tidy(() => {
        logits = read(forward(parametersOf(weights), inputs, batch));
      });
      return logits;
    },
    gradient(weights, inputs, batch, lossGradient, out) {
      tf.tidy(() => {
        const join = tf.customGrad((...tensors) => {
          const outputs = tensors.slice(0, networks.length) as Tensorflow.Tensor2D[];
          const gradients = lossGradient(read(outputs));
          return {
            // Only the gradient is of interest; the caller has the loss in float64.
            value: tf.scalar(0),
            gradFunc: () => gradients.map((gradient, n) => tf.tensor2d(gradient, outputs[n].shape)),
          };
        });
        const gradients = tf.grads((...parameters) => join(...forward(parameters, inputs, batch)))(
          parametersOf(weights),
        );
        layers.forEach(({ kernel, bias }, l) => {
          out.set(gradients[2 * l].dataSync<'float32'>(), kernel);
          out.set(gradients[2 * l + 1].dataSync<'float32'>(), bias);
        });
      });
    },
  };
}

function activate(tf: typeof Tensorflow, activation: Activation, x: Tensorflow.Tensor2D): Tensorflow.Tensor2D {
  switch (activation) {
    case 'sigmoid':
      return tf.sigmoid(x);
    case 'tanh':
      return tf.tanh(x);
    case 'relu':
      return tf.relu(x);
    case 'silu':
      return tf.mul(x, tf.sigmoid(x));
  }
}
