import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import type { Diagnostics } from '../../ope/diagnostics/diagnostics.js';
import { type Labels, NUMBERS } from '../../ope/diagnostics/labels.js';
import { meanWeights } from '../../ope/diagnostics/meanWeights.js';
import { violationsOf } from '../../ope/diagnostics/supportViolations.js';
import { thinSupportOf } from '../../ope/diagnostics/thinSupport.js';
import { diagnosticWarnings } from '../../ope/diagnostics/warnings.js';
import { meanByVisits } from '../../ope/study/meanOverTime.js';
import type { Aggregates, WeightedSums } from '../aggregates.js';
import { type BlockWeights, blockWeights } from './blocks/blockWeights.js';
import { type CountedModel, countedModel } from './countedModel.js';
import { sumBlocks } from './blocks/weightSums.js';
import { shareHeldOf } from './gainOfSums.js';

/** What of the diagnostics of a log can be told from sums. */
export type AggregateDiagnostics = Omit<Diagnostics, 'shareHeld' | 'censored' | 'support'> & {
  /** Undefined where the sums lack weights that were cut. */
  readonly shareHeld: number | undefined;
  /** From actions that never occur in a state: sums have no probabilities of the others. */
  readonly support: 'logged';
  /** How many episodes stop before the horizon without an end. */
  readonly censored: number;
};

/**
 * The diagnostics of a log and a target policy, from sums.
 *
 * @param target the policy that the weights are of
 * @param options `modelGiven` whether model-based estimators have a model that was given
 *
 * Cost O(B · H + cells + S·A + H (S + nnz)).
 */
export function aggregateDiagnostics(
  aggregates: Aggregates,
  weighted: WeightedSums,
  target: MarkovPolicy,
  {
    labels = NUMBERS,
    modelGiven = false,
  }: { readonly labels?: Labels | undefined; readonly modelGiven?: boolean } = {},
): AggregateDiagnostics {
  const { horizon, episodes } = weighted;
  const rows = blockWeights(weighted);
  const sums = sumBlocks(rows, new Float64Array(aggregates.blocks).fill(1));
  const squares = sumOf(rows.w2);
  const effectiveSampleSizeByStep = padded(effectiveSizes(rows, sums.stepW), horizon);
  const means = meanWeights(
    { n: sums.size, totals: padded(sums.stepW, horizon), shift: padded(sums.stepShift, horizon) },
    effectiveSampleSizeByStep,
  );
  const counted = countedModel(aggregates);
  const found = {
    nEpisodes: sums.size,
    effectiveSampleSize: squares > 0 ? sums.w ** 2 / squares : 0,
    effectiveSampleSizeByStep,
    shareHeld: shareHeldOf(episodes),
    largestWeightShare: sums.w > 0 ? largestWeight(episodes.logScale, sums.shift) / sums.w : 0,
    nPositive: sums.positive,
    meanWeight: means.mean.at(-1)!,
    ...(sums.size > 1 && { meanWeightError: means.standardError.at(-1)! }),
    meanWeightByStep: means.mean,
    behaviourEstimated: weighted.behaviour === 'estimated',
    support: 'logged' as const,
    supportViolations: violationsOf(
      meanTarget(aggregates, weighted, target),
      { visits: counted.visits, excluded: neverTaken(counted) },
      labels,
    ),
    thinSupport: thinSupportOf({ ...counted, target, start: startsOf(aggregates), horizon }, labels),
    censored: censoredCount(aggregates, weighted),
  };
  const about = {
    steps: sumOf(episodes.steps),
    behaviour: weighted.behaviour === 'estimated' ? ('estimated' as const) : ('known' as const),
    modelGiven,
    certain: undefined,
    censored: found.censored,
  };
  return { ...found, warnings: diagnosticWarnings(about, found, means) };
}

/** Share of the episodes that start in each state, shape (S). */
export function startsOf({ first }: Aggregates): Float64Array {
  const n = sumOf(first);
  return first.map((times) => times / n);
}

/** (Σ w_t)² / Σ w_t² at each t up to the longest episode. */
function effectiveSizes({ block, length, stepW2 }: BlockWeights, totals: Float64Array): Float64Array {
  return totals.map((total, t) => {
    let squares = 0;
    for (let row = 0; row < block.length; row++) squares += stepW2[row * length + t];
    return squares > 0 ? total ** 2 / squares : 0;
  });
}

/** Over exp(shift). */
function largestWeight(logScale: Float64Array, shift: number): number {
  return Math.exp(logScale.reduce((most, log) => Math.max(most, log), -Infinity) - shift);
}

/** To the horizon: after the longest episode all have ended, and keep their last weight. */
function padded(values: Float64Array, horizon: number): Float64Array {
  return Float64Array.from({ length: horizon }, (_, t) => values[Math.min(t, values.length - 1)]);
}

function neverTaken({ model }: CountedModel): Uint8Array {
  const excluded = new Uint8Array(model.nStates * model.nActions).fill(1);
  for (const row of model.rows) excluded[row] = 0;
  return excluded;
}

/**
 * How many episodes stop before the horizon without an end: those whose last step is one before the last of the horizon, less those whose process ended with it.
 */
export function censoredCount(
  { nStates }: Pick<Aggregates, 'nStates'>,
  { horizon, steps, cells }: WeightedSums,
): number {
  let stopped = 0;
  for (let k = 0; k < steps.t.length; k++) if (steps.t[k] < horizon - 1) stopped += steps.ended[k];
  for (let k = 0; k < cells.t.length; k++)
    if (cells.nextState[k] === nStates && cells.t[k] < horizon - 1) stopped -= cells.count[k];
  return stopped;
}

/** The target, or where it goes by the step what it does on average in each state: see `meanOverTime`. */
function meanTarget({ nStates, nActions }: Aggregates, { cells }: WeightedSums, target: MarkovPolicy): Policy {
  if (!isOverTime(target)) return target;
  const probability = new Float64Array(nStates * nActions);
  const visits = new Float64Array(nStates);
  for (let k = 0; k < cells.t.length; k++) {
    const [s, n] = [cells.state[k], cells.count[k]];
    visits[s] += n;
    for (let a = 0; a < nActions; a++)
      probability[s * nActions + a] += n * target.probability[(cells.t[k] * nStates + s) * nActions + a];
  }
  return meanByVisits(probability, visits);
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
