import { createRng } from '../core/random/rng.js';
import { type Gadget2Spec, gadgetSpec } from '../gadgets/gadgetSpec.js';
import { parameterLayout } from '../gadgets/network/parameterLayout.js';
import { trainingBaselines } from '../gadgets/training/baselines/trainingBaselines.js';
import { createBatchLoss } from '../gadgets/training/loss/batchLoss.js';
import { freeLogits } from '../gadgets/training/loss/logitSource.js';
import { trainingObjectives } from '../gadgets/training/trainingObjectives.js';
import { type PairSource, type TrainingPair, drawBatch } from '../gadgets/training/trainingPair.js';

/** Pairs that orders are compared on. */
const PAIRS = 256;

/**
 * How much of what Gumbel-max has above the least loss an order may begin with. From .05 (one score, pairs of three
 * kinds) and .34 (one score, given what was observed) training stayed ahead of Gumbel-max's to the end; from about .7
 * (two scores at odds) it was 3 % behind after 300 steps.
 */
const WORTH = 0.5;

/**
 * The order of outcomes from which the clusters of gadget 2 have the least loss before any training: of the scores
 * given, of their sum, or none, which is Gumbel-max: an order is
 * taken if it halves what Gumbel-max has above the least loss of any coupling.
 *
 * The squared difference of one score is made least by its order; what several scores or an observed outcome ask for is
 * found out on pairs that are drawn, always the same.
 *
 * @param spec without an order
 * @param scores shape (K) each, by outcome
 * @returns undefined if no order is worth it
 *
 * Cost: the exact loss of 256 pairs for each order.
 */
export function startingOrder(
  spec: Gadget2Spec,
  source: PairSource,
  scores: readonly Float64Array[],
): readonly number[] | undefined {
  const pairs = drawBatch(createRng(0).fork('starting-order'), source, PAIRS);
  // A table of zeros stands for the network, whose answers are small before training.
  const lossOf = (order: readonly number[]): number => {
    const untrained = gadgetSpec('gadget-2', { ...spec, network: 'free', order });
    const weights = new Float32Array(parameterLayout(untrained).size);
    return createBatchLoss(untrained, freeLogits(untrained)).value(weights, pairs);
  };
  let best: readonly number[] | undefined;
  const { gumbelMax } = trainingBaselines(pairs);
  const bound = leastOf(pairs, scores);
  let least = bound + WORTH * (gumbelMax - bound);
  for (const score of scores.length > 1 ? [...scores, sumOf(scores)] : scores) {
    const order = orderOf(spec.outcomes, score);
    const loss = lossOf(order);
    if (!(loss < least)) continue;
    best = order;
    least = loss;
  }
  return best;
}

/** Outcomes by a score, ties by their ids. */
export function orderOf(outcomes: readonly number[], score: Float64Array): readonly number[] {
  const places = outcomes.map((_, k) => k);
  return places.sort((a, b) => score[a] - score[b] || a - b).map((k) => outcomes[k]);
}

export function sumOf(scores: readonly Float64Array[]): Float64Array {
  return scores[0].map((_, k) => scores.reduce((sum, score) => sum + score[k], 0));
}

/** The least loss of any coupling, or, of several scores at once, what none can be below: each score at its least. */
function leastOf(pairs: readonly TrainingPair[], scores: readonly Float64Array[]): number {
  const { least } = trainingBaselines(pairs);
  if (least !== undefined) return least;
  const each = scores.map((score) => {
    const [objective] = trainingObjectives({ scores: [score] });
    return trainingBaselines(pairs.map((pair) => ({ ...pair, objective }))).least ?? 0;
  });
  return each.reduce((sum, value) => sum + value, 0) / scores.length;
}
