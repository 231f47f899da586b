import type { Rng } from '../../core/random/rng.js';
import type { GadgetSpec } from '../gadgetSpec.js';
import { addQuantileLogits } from '../kernels/gadget2/quantileLogits.js';
import { softmaxRows, softmaxRowsGradient } from '../kernels/softmaxRows.js';
import { orderedPlaces } from '../network/orderedPlaces.js';
import { parameterLayout } from '../network/parameterLayout.js';
import type { BatchLogits, LogitSource } from './logitSource.js';
import { type EstimatedPairLoss, type PairGradient, type PairInput, exactPairLoss } from './pairLoss.js';
import type { TrainingPair } from './trainingPair.js';

/** Mean losses over pairs, as functions of the flat parameters. */
export interface BatchLoss {
  /** The exact mean loss, without a gradient. */
  value(weights: Float32Array, pairs: readonly TrainingPair[]): number;
  /**
   * The mean loss of the estimator, with its gradient.
   *
   * @param rng gives the noise of an estimate: pair i has the stream `rng.fork('noise', i)`
   * @param out shape of the weights, overwritten
   */
  gradient(rng: Rng, weights: Float32Array, pairs: readonly TrainingPair[], out: Float32Array): number;
}

/** Pairs that go through the networks at once when only the loss is asked for: a bound on memory. */
const CHUNK = 128;

/**
 * Joins the parts of the loss: parameters to logits, logits to the loss of each pair, and back.
 *
 * @param estimate what `gradient` goes by, in place of the exact loss
 */
export function createBatchLoss(spec: GadgetSpec, source: LogitSource, estimate?: EstimatedPairLoss): BatchLoss {
  const { nLogits, prior: priorAt } = parameterLayout(spec);
  const nClusters = spec.kind === 'gadget-2' ? spec.nClusters : 0;
  const prior = new Float64Array(nClusters).fill(1 / nClusters);
  const priorGradient = new Float64Array(nClusters);
  const gradient: PairGradient = {
    logitsP: new Float64Array(nLogits),
    logitsQ: new Float64Array(nLogits),
    prior: new Float64Array(nClusters),
  };
  const exact = exactPairLoss(spec);
  const readPrior = (weights: Float32Array): void => {
    if (priorAt !== undefined) softmaxRows(weights.subarray(priorAt, priorAt + nClusters), 1, prior);
  };
  const order = orderedPlaces(spec);
  const [sumP, sumQ] = [new Float64Array(nLogits), new Float64Array(nLogits)];
  const inputOf = (pair: TrainingPair, logits: BatchLogits, i: number): PairInput => ({
    ...pair,
    logitsP: order ? addQuantileLogits(order, pair.p, logits.ofP(i), sumP) : logits.ofP(i),
    logitsQ: order ? addQuantileLogits(order, pair.q, logits.ofQ(i), sumQ) : logits.ofQ(i),
    prior,
  });
  return {
    value(weights, pairs) {
      readPrior(weights);
      let sum = 0;
      for (let start = 0; start < pairs.length; start += CHUNK) {
        const chunk = pairs.slice(start, start + CHUNK);
        const logits = source.logits(weights, chunk);
        chunk.forEach((pair, i) => (sum += exact(inputOf(pair, logits, i), gradient)));
      }
      return sum / pairs.length;
    },
    gradient(rng, weights, pairs, out) {
      readPrior(weights);
      priorGradient.fill(0);
      let sum = 0;
      const share = 1 / pairs.length;
      const addGradient = (logits: BatchLogits, into: BatchLogits): void => {
        pairs.forEach((pair, i) => {
          const input = inputOf(pair, logits, i);
          sum += estimate ? estimate(input, gradient, rng.fork('noise', i)) : exact(input, gradient);
          addScaled(gradient.logitsP, share, into.ofP(i));
          addScaled(gradient.logitsQ, share, into.ofQ(i));
          addScaled(gradient.prior, share, priorGradient);
        });
      };
      source.gradient(weights, pairs, addGradient, out);
      if (priorAt !== undefined)
        softmaxRowsGradient(prior, priorGradient, 1, out.subarray(priorAt, priorAt + nClusters));
      return sum * share;
    },
  };
}

function addScaled(from: Float64Array, scale: number, into: Float32Array | Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] += scale * from[i];
}
