import type { Rng } from '../../../core/random/rng.js';
import type { GadgetSpec } from '../../gadgetSpec.js';
import { addQuantileLogits } from '../../kernels/gadget2/quantileLogits.js';
import { softmaxRows, softmaxRowsGradient } from '../../kernels/softmaxRows.js';
import { orderedPlaces } from '../../network/orderedPlaces.js';
import { parameterLayout } from '../../network/parameterLayout.js';
import type { BatchGradient, BatchLogits, LogitSource } from './logitSource.js';
import { type EstimatedPairLoss, type PairGradient, type PairInput, exactPairLoss } from './pairLoss.js';
import { type ReducedPair, reducedPair, unreducedPair } from './reducedPair.js';
import type { TrainingPair } from '../trainingPair.js';

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
  const [priorGradient, pairPrior] = [new Float64Array(nClusters), new Float64Array(nClusters)];
  const exact = exactPairLoss(spec);
  const readPrior = (weights: Float32Array): void => {
    if (priorAt !== undefined) softmaxRows(weights.subarray(priorAt, priorAt + nClusters), 1, prior);
  };
  const order = orderedPlaces(spec);
  const arrays = Array.from({ length: 4 }, () => new Float64Array(nLogits));
  const sized = ({ places }: ReducedPair): Float64Array[] =>
    arrays.map((array) => array.subarray(0, (places.length * nLogits) / spec.outcomes.length));
  const inputOf = (reduced: ReducedPair, logits: BatchLogits, i: number): PairInput => {
    const { pair, places } = reduced;
    const [logitsP, logitsQ] = sized(reduced);
    logits.read('p', i, logitsP);
    logits.read('q', i, logitsQ);
    if (order) {
      const own = orderWithin(order, places);
      addQuantileLogits(own, pair.p, logitsP, logitsP);
      addQuantileLogits(own, pair.q, logitsQ, logitsQ);
    }
    return { ...pair, logitsP, logitsQ, prior };
  };
  const gradientOf = (reduced: ReducedPair): PairGradient => {
    const [, , logitsP, logitsQ] = sized(reduced);
    return { logitsP, logitsQ, prior: pairPrior };
  };
  const reduce = spec.kind === 'gadget-2' ? reducedPair : unreducedPair;
  return {
    value(weights, pairs) {
      readPrior(weights);
      let sum = 0;
      for (let start = 0; start < pairs.length; start += CHUNK) {
        const chunk = pairs.slice(start, start + CHUNK).map(reduce);
        const logits = source.logits(weights, chunk);
        chunk.forEach((pair, i) => (sum += exact(inputOf(pair, logits, i), gradientOf(pair))));
      }
      return sum / pairs.length;
    },
    gradient(rng, weights, pairs, out) {
      readPrior(weights);
      priorGradient.fill(0);
      let sum = 0;
      const share = 1 / pairs.length;
      // An estimate has noise for each of the gadget's outcomes.
      const reduced = pairs.map(estimate ? unreducedPair : reduce);
      const addGradient = (logits: BatchLogits, into: BatchGradient): void => {
        reduced.forEach((pair, i) => {
          const input = inputOf(pair, logits, i);
          const gradient = gradientOf(pair);
          sum += estimate ? estimate(input, gradient, rng.fork('noise', i)) : exact(input, gradient);
          into.add('p', i, gradient.logitsP, share);
          into.add('q', i, gradient.logitsQ, share);
          for (let z = 0; z < nClusters; z++) priorGradient[z] += share * gradient.prior[z];
        });
      };
      source.gradient(weights, reduced, addGradient, out);
      if (priorAt !== undefined)
        softmaxRowsGradient(prior, priorGradient, 1, out.subarray(priorAt, priorAt + nClusters));
      return sum * share;
    },
  };
}

/** The places of an order within a pair's own outcomes. */
function orderWithin(order: Int32Array, places: Int32Array): Int32Array {
  if (places.length === order.length) return order;
  const ownPlace = new Int32Array(order.length).fill(-1);
  for (let k = 0; k < places.length; k++) ownPlace[places[k]] = k;
  return order.map((place) => ownPlace[place]).filter((place) => place >= 0);
}
