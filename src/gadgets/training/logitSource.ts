import type * as Tensorflow from '@tensorflow/tfjs';
import type { TensorflowBackend } from '../backend.js';
import type { GadgetSpec } from '../gadgetSpec.js';
import { nFeatures, writeFeatures } from '../network/features.js';
import { createNetworkRunner } from '../network/networkRunner.js';
import { parameterLayout } from '../network/parameterLayout.js';
import type { TrainingPair } from './trainingPair.js';

/** Logits, or their gradient, of a batch: views, one of p and one of q for each pair. */
export interface BatchLogits {
  ofP(pair: number): Float32Array;
  ofQ(pair: number): Float32Array;
}

/** How the logits of a batch follow from the parameters of a gadget. */
export interface LogitSource {
  logits(weights: Float32Array, pairs: readonly TrainingPair[]): BatchLogits;
  /**
   * @param addGradient is given the logits and adds ∂L/∂logits to the second argument, zeros at first
   * @param out shape of the weights, overwritten with ∂L/∂weights but for a prior's place
   */
  gradient(
    weights: Float32Array,
    pairs: readonly TrainingPair[],
    addGradient: (logits: BatchLogits, gradient: BatchLogits) => void,
    out: Float32Array,
  ): void;
}

/**
 * The logits of a free gadget: its parameters.
 *
 * Cost O(1): all pairs share one view.
 */
export function freeLogits(spec: GadgetSpec): LogitSource {
  const {
    nLogits,
    tables: [p, q],
  } = parameterLayout(spec);
  const views = (flat: Float32Array): BatchLogits => {
    const [ofP, ofQ] = [flat.subarray(p, p + nLogits), flat.subarray(q, q + nLogits)];
    return { ofP: () => ofP, ofQ: () => ofQ };
  };
  return {
    logits: views,
    gradient(weights, _, addGradient, out) {
      out.fill(0);
      addGradient(views(weights), views(out));
    },
  };
}

/**
 * The logits of a gadget's networks, in tfjs: gadget 1 has one network for p and one for q, gadget 2 one for both.
 */
export function networkLogits(spec: GadgetSpec, backend: TensorflowBackend): LogitSource {
  const tf = backend.tf as typeof Tensorflow;
  if (spec.network === 'free') return freeLogits(spec);
  const { networks, nLogits } = parameterLayout(spec);
  const runner = createNetworkRunner(tf, networks, spec.network.activation);
  const width = nFeatures(spec.outcomes.length);
  const joined = networks.length === 1;
  const inputsOf = (pairs: readonly TrainingPair[]): Float32Array[] => {
    const both = new Float32Array(2 * pairs.length * width);
    pairs.forEach(({ p, q }, i) => {
      writeFeatures(p, both, i * width);
      writeFeatures(q, both, (pairs.length + i) * width);
    });
    return joined ? [both] : [both.subarray(0, both.length / 2), both.slice(both.length / 2)];
  };
  const rows = (pairs: readonly TrainingPair[]): number => (joined ? 2 : 1) * pairs.length;
  const views = (arrays: readonly Float32Array[], nPairs: number): BatchLogits => ({
    ofP: (i) => arrays[0].subarray(i * nLogits, (i + 1) * nLogits),
    ofQ: joined
      ? (i) => arrays[0].subarray((nPairs + i) * nLogits, (nPairs + i + 1) * nLogits)
      : (i) => arrays[1].subarray(i * nLogits, (i + 1) * nLogits),
  });
  return {
    logits: (weights, pairs) => views(runner.logits(weights, inputsOf(pairs), rows(pairs)), pairs.length),
    gradient(weights, pairs, addGradient, out) {
      const lossGradient = (logits: readonly Float32Array[]): Float32Array[] => {
        const gradient = logits.map((array) => new Float32Array(array.length));
        addGradient(views(logits, pairs.length), views(gradient, pairs.length));
        return gradient;
      };
      runner.gradient(weights, inputsOf(pairs), rows(pairs), lossGradient, out);
    },
  };
}
