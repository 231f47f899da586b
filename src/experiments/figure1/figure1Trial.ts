import { type Rng, createRng } from '../../core/random/rng.js';
import type { TrainingPair } from '../../gadgets/training/trainingPair.js';
import { costMatrix, expectedCost } from '../expectedCost.js';
import type { Trial } from '../experiment.js';
import type { RewardShape } from '../drawnReward.js';
import { softmax } from '../softmax.js';
import { effectVarianceOf, figure1Reward } from './figure1Reward.js';
import { type GadgetPlan, type TrainingSummary, trainMechanism } from '../../learning/trainMechanism.js';

/** Figure 1 of the mechanism paper, as data. */
export interface Figure1Specification {
  /** K. */
  readonly nOutcomes: number;
  /** Logit of outcome k: slope · (k − (K − 1) / 2) in p, minus that in q. */
  readonly slope: number;
  /** Standard deviations of the Gaussian noise on every logit of the pairs trained on. */
  readonly noiseScales: readonly number[];
  /** Seeds for each. */
  readonly repeats: number;
  /** Of gadget 2: without noise, where there is one pair to train on, and with. */
  readonly still: GadgetPlan;
  readonly noisy: GadgetPlan;
}

export interface Figure1Trial extends Trial {
  readonly noise: number;
  readonly seed: number;
  /** Where it is for part (b): the reward whose variance of the effect is trained for, in place of P(X ≠ Y). */
  readonly shape?: RewardShape;
}

export interface Figure1Result {
  /** P(X ≠ Y) for the pair without noise, or the variance of the effect, exact. */
  readonly loss: number;
  /** Shape (K × K): gadget 2's coupling of that pair. */
  readonly coupling: readonly number[];
  readonly training: TrainingSummary;
}

/** The pair that the figure is about, and its cost 1 − 1{x = y}. */
export function figure1Pair(specification: Figure1Specification): TrainingPair & { readonly cost: Float64Array } {
  const cost = costMatrix(specification.nOutcomes, (x, y) => (x === y ? 0 : 1));
  const [p, q] = ([1, -1] as const).map((sign) => softmax(logits(specification, sign)));
  return { p, q, objective: { kind: 'cost', cost }, cost };
}

/** Trains gadget 2 on pairs with noise on their logits, or for a reward; its loss is for the pair without. */
export async function figure1Trial(
  specification: Figure1Specification,
  { noise, seed, shape }: Figure1Trial,
): Promise<Figure1Result> {
  const { nOutcomes, still, noisy } = specification;
  const { cost, ...plain } = figure1Pair(specification);
  const reward = shape && figure1Reward(nOutcomes, shape);
  const pair: TrainingPair = { ...plain, ...(reward && { objective: { kind: 'variance', score: reward } }) };
  const draw = (rng: Rng): TrainingPair => {
    const [p, q] = ([1, -1] as const).map((sign) =>
      softmax(logits(specification, sign).map((logit) => logit + noise * rng.normal())),
    );
    return { p, q, objective: pair.objective };
  };
  const { mechanism, summary } = await trainMechanism(
    createRng(seed).fork('figure-1', shape ?? noise),
    { kind: 'gadget-2', nOutcomes, plan: noise === 0 ? still : noisy },
    noise === 0 ? [pair] : draw,
  );
  const outcomes = Uint32Array.from({ length: nOutcomes }, (_, k) => k);
  const coupling = mechanism.coupling(pair.p, pair.q, outcomes);
  return {
    loss: reward ? effectVarianceOf(coupling, reward) : expectedCost(coupling, cost),
    coupling: Array.from(coupling),
    training: summary,
  };
}

function logits({ nOutcomes, slope }: Figure1Specification, sign: 1 | -1): Float64Array {
  return Float64Array.from({ length: nOutcomes }, (_, k) => sign * slope * (k - (nOutcomes - 1) / 2));
}
