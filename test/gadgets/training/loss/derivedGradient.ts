import type * as Tensorflow from '@tensorflow/tfjs';
import type { GadgetSpec } from '../../../../src/gadgets/gadgetSpec.js';
import { writeFeatures } from '../../../../src/gadgets/network/features.js';
import { type LayerPlace, parameterLayout } from '../../../../src/gadgets/network/parameterLayout.js';
import { exactPairLoss } from '../../../../src/gadgets/training/loss/pairLoss.js';
import type { TrainingPair } from '../../../../src/gadgets/training/trainingPair.js';

/**
 * The gradient of the mean loss of pairs as tfjs derives it through plain dense layers of all outcomes, for gadgets of
 * SiLU units without a learned prior.
 */
export function derivedGradient(
  tf: typeof Tensorflow,
  spec: GadgetSpec,
  weights: Float32Array,
  pairs: readonly TrainingPair[],
): Float32Array {
  const { networks, nLogits } = parameterLayout(spec);
  const K = spec.outcomes.length;
  const loss = exactPairLoss(spec);
  const nClusters = spec.kind === 'gadget-2' ? spec.nClusters : 0;
  const prior = new Float64Array(nClusters).fill(1 / nClusters);
  const features = (side: 'p' | 'q'): Tensorflow.Tensor2D => {
    const all = new Float32Array(pairs.length * K);
    pairs.forEach((pair, i) => {
      writeFeatures(pair[side], all, i * K);
    });
    return tf.tensor2d(all, [pairs.length, K]);
  };
  const layers = networks.flat();
  const out = new Float32Array(weights.length);
  tf.tidy(() => {
    const parameters = layers.flatMap(({ nInputs, nOutputs, kernel, bias }): Tensorflow.Tensor[] => [
      tf.tensor2d(weights.slice(kernel, bias), [nInputs, nOutputs]),
      tf.tensor1d(weights.slice(bias, bias + nOutputs)),
    ]);
    const run = (of: readonly Tensorflow.Tensor[], network: readonly LayerPlace[], x: Tensorflow.Tensor) => {
      let values = x;
      network.forEach((layer, l) => {
        const at = 2 * layers.indexOf(layer);
        values = tf.add(tf.matMul(values as Tensorflow.Tensor2D, of[at] as Tensorflow.Tensor2D), of[at + 1]);
        if (l < network.length - 1) values = tf.mul(values, tf.sigmoid(values));
      });
      return values;
    };
    const join = tf.customGrad((...tensors) => {
      const [logitsP, logitsQ] = (tensors.slice(0, 2) as Tensorflow.Tensor[]).map((t) => t.dataSync<'float32'>());
      const gradients = [new Float32Array(logitsP.length), new Float32Array(logitsQ.length)];
      pairs.forEach((pair, i) => {
        const [from, to] = [i * nLogits, (i + 1) * nLogits];
        const gradient = {
          logitsP: new Float64Array(nLogits),
          logitsQ: new Float64Array(nLogits),
          prior: new Float64Array(nClusters),
        };
        loss({ ...pair, prior, logitsP: logitsP.subarray(from, to), logitsQ: logitsQ.subarray(from, to) }, gradient);
        gradients[0].set(gradient.logitsP.map((value) => value / pairs.length), from); // prettier-ignore
        gradients[1].set(gradient.logitsQ.map((value) => value / pairs.length), from); // prettier-ignore
      });
      return {
        value: tf.scalar(0),
        gradFunc: () => gradients.map((gradient) => tf.tensor2d(gradient, [pairs.length, nLogits])),
      };
    });
    const derived = tf.grads((...of) =>
      join(run(of, networks[0], features('p')), run(of, networks[networks.length - 1], features('q'))),
    )(parameters);
    layers.forEach(({ kernel, bias }, l) => {
      out.set(derived[2 * l].dataSync<'float32'>(), kernel);
      out.set(derived[2 * l + 1].dataSync<'float32'>(), bias);
    });
  });
  return out;
}
