import { type Rng, createRng } from '../../core/random/rng.js';
import type { TrainingPair } from '../../gadgets/training/trainingPair.js';
import { completeMechanism } from '../../mechanisms/completeMechanism.js';
import { gumbelMax } from '../../mechanisms/fixed/gumbelMax.js';
import { inverseCdf } from '../../mechanisms/fixed/inverseCdf.js';
import { leastConditionalVariance } from '../../mechanisms/fixed/leastConditionalVariance.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { rewardCdf } from '../../mechanisms/fixed/rewardCdf.js';
import { treatmentEffect } from '../../mechanisms/treatmentEffect.js';
import type { Trial } from '../experiment.js';
import { softmax } from '../softmax.js';
import { type TrainingSummary, trainMechanism } from '../../learning/trainMechanism.js';
import type { SepsisPair } from './figure2Pairs.js';
import { type Figure2Specification, type SettingName, settingNames } from './figure2Specification.js';

/** The bars of the figure. `optimal` is the least that any coupling can reach, for each pair by itself. */
export const barNames = ['gumbel-max', 'inverse-cdf', 'reward-cdf', 'gadget-1', 'gadget-2', 'optimal'] as const;

export type BarName = (typeof barNames)[number];

/** One reward for one pair. */
export interface Figure2Trial extends Trial {
  readonly pair: SepsisPair;
  /** h of each state of the pair's support. */
  readonly score: readonly number[];
  readonly seed: number;
}

export interface Figure2SettingResult {
  /** Variance of the treatment effect, exact for each pair. */
  readonly variance: Readonly<Record<BarName, number>>;
  readonly training: Readonly<Record<'gadget-1' | 'gadget-2', TrainingSummary>>;
}

export type Figure2Result = Readonly<Record<SettingName, Figure2SettingResult>>;

/** X ~ p and Y ~ q, over the support. */
type Distributions = Pick<TrainingPair, 'p' | 'q'>;

/**
 * The variance of the treatment effect of one pair, for one reward, in all four settings.
 *
 *     joint: Var(h(X) − h(Y))    counterfactual: Var(h(Y) | X = observed)
 *
 * In the perturbed settings every finite logit of p and q has noise of its own, in training and in evaluation, and the
 * variance is the mean over pairs that no training saw; all mechanisms have the same. The optimum of `joint` is the
 * monotone coupling in the order of the score, that of `counterfactual` is found for the observed outcome alone.
 *
 * Deviation: trained on the variance itself; the paper takes the second moment E (h(x) − h(Y))² given an observation.
 *
 * @param train how a gadget is learned
 */
export async function figure2Trial(
  specification: Figure2Specification,
  { pair, score, seed, name }: Figure2Trial,
  train: typeof trainMechanism = trainMechanism,
): Promise<Figure2Result> {
  const rng = createRng(seed).fork('figure-2', name);
  const results: [SettingName, Figure2SettingResult][] = [];
  for (const setting of settingNames) {
    const problem = {
      pair: { p: Float64Array.from(pair.p), q: Float64Array.from(pair.q) },
      score: Float64Array.from(score),
      observed: setting.startsWith('counterfactual') ? pair.observed : undefined,
    };
    const perturbed = setting.endsWith('perturbed');
    results.push([setting, await runSetting(rng.fork(setting), specification, { ...problem, perturbed }, train)]);
  }
  return Object.fromEntries(results) as Record<SettingName, Figure2SettingResult>;
}

interface Problem {
  readonly pair: Distributions;
  readonly score: Float64Array;
  readonly observed: number | undefined;
  readonly perturbed: boolean;
}

async function runSetting(
  rng: Rng,
  specification: Figure2Specification,
  { pair, score, observed, perturbed }: Problem,
  train: typeof trainMechanism,
): Promise<Figure2SettingResult> {
  const outcomes = Uint32Array.from(score.keys());
  const { noise, evaluationPairs } = specification;
  const objective: TrainingPair['objective'] =
    observed === undefined ? { kind: 'variance', score } : { kind: 'variance-given', observed, score };
  const draw = (stream: Rng): TrainingPair => ({
    p: perturb(stream, pair.p, noise),
    q: perturb(stream, pair.q, noise),
    objective,
  });
  const evaluated: readonly Distributions[] = perturbed
    ? Array.from({ length: evaluationPairs }, (_, i) => draw(rng.fork('evaluation', i)))
    : [pair];
  const mean = (value: (one: Distributions) => number): number =>
    evaluated.reduce((sum, one) => sum + value(one), 0) / evaluated.length;
  const variance = (mechanism: CompleteMechanism): number =>
    mean(({ p, q }) => treatmentEffect(mechanism, p, q, { score, outcomes, observed }).variance);

  const plans = perturbed ? specification.perturbed : specification.fixed;
  const source = perturbed ? draw : [{ ...pair, objective }];
  const nOutcomes = score.length;
  const gadget1 = await train(rng.fork('gadget-1'), { kind: 'gadget-1', nOutcomes, plan: plans.gadget1 }, source);
  const gadget2 = await train(rng.fork('gadget-2'), { kind: 'gadget-2', nOutcomes, plan: plans.gadget2 }, source);
  const byReward = variance(completeMechanism(rewardCdf({ score })));
  return {
    variance: {
      'gumbel-max': variance(completeMechanism(gumbelMax())),
      'inverse-cdf': variance(completeMechanism(inverseCdf())),
      'reward-cdf': byReward,
      'gadget-1': variance(gadget1.mechanism),
      'gadget-2': variance(gadget2.mechanism),
      optimal:
        observed === undefined ? byReward : mean(({ p, q }) => leastConditionalVariance(p[observed], q, score).value),
    },
    training: { 'gadget-1': gadget1.summary, 'gadget-2': gadget2.summary },
  };
}

/** Gaussian noise on each logit; what is impossible stays so. */
function perturb(rng: Rng, p: Float64Array, noise: number): Float64Array {
  return softmax(p.map((value) => Math.log(value) + noise * rng.normal()));
}
