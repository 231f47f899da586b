import { ArgumentError, NumericalError } from '../../core/errors.js';
import type { Rng } from '../../core/random/rng.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import { clippedRange } from '../../ope/estimators/importance/clippedImportanceSampling.js';
import { estimators as registered } from '../../ope/estimators/registry.js';
import { statisticValues } from '../../ope/intervals/bootstrap/bootstrapReplicates.js';
import { blockPercentile } from '../../ope/intervals/bootstrap/blockBootstrap.js';
import {
  HELD_FIXED as MODEL_HELD_FIXED,
  type IntervalOptions,
  type IntervalOrReason,
  fromBelow,
  orReason,
  withDoubts,
  withWarning,
} from '../../ope/intervals/estimateIntervals.js';
import { type Interval, type Range, checkLevel, checkRange } from '../../ope/intervals/interval.js';
import { type IntervalDefinition, intervalNamed } from '../../ope/intervals/registry.js';
import { termsRange } from '../../ope/intervals/terms/termsRange.js';
import type { Estimate } from '../../ope/offPolicyEvaluation.js';
import { type BlockBootstrapOptions, blockBootstrap } from './blocks/blockBootstrap.js';
import type { Aggregates, WeightedSums } from '../aggregates.js';
import { episodeMoments } from './blocks/episodeMoments.js';
import type { AggregateResult } from './estimatesOf.js';
import { INTERVALS_NOT_IN_SUMS } from './notInSums.js';
import { sumEstimators } from './blocks/sumEstimators.js';
import { weightsOf } from './blocks/weightsOf.js';

/**
 * The same result with intervals of the estimates that sums have some for, and reasons for the others.
 *
 * `block-bootstrap` (the default) serves all but `mis` and those by a model alone; `t` `on-policy`, `is`, `wis` and `cis`;
 * `hoeffding` `on-policy`, `is`, `pdis` and `cis`; `bernstein` those but `pdis`. That terms lie in the ranges that are
 * given cannot be checked. The model of `dr` and `wdr` is held fixed, and an estimated behaviour policy is; the intervals
 * say so.
 *
 * @param target the policy that the sums were made with
 * @throws ArgumentError for counts alone, an unknown method, one that needs more than sums, or options out of bounds
 *
 * Cost that of `blockBootstrap`; else O(B).
 *
 * @example
 * const mdp = createEnv('two-armed').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(3, 2), { episodes: 200, horizon: 1 });
 * const target = tabular([1, 0, 0], 2);
 * const sums = await aggregateLog(memorySource(log), { target });
 * const result = estimatesOf(sums, target, { estimators: ['wis'] });
 * const { estimates } = aggregateIntervals(createRng(1), sums, target, result, { replicates: 100 });
 * estimates.map(({ interval }) => interval && 'interval' in interval) // [true]
 */
export function withIntervals(
  rng: Rng,
  aggregates: Aggregates,
  target: MarkovPolicy,
  result: AggregateResult,
  options: IntervalOptions & { readonly returnRange?: Range | undefined } = {},
): AggregateResult {
  const method = intervalNamed(options.method ?? 'block-bootstrap');
  const { level = 0.95, bounds = {} } = options;
  const returnRange = options.returnRange ?? bounds.returns;
  const obstacle = INTERVALS_NOT_IN_SUMS[method.name];
  if (obstacle !== undefined)
    throw new ArgumentError(`ope: interval ${method.name} is not to be had of sums: ${obstacle}`);
  checkLevel('ope', level);
  for (const range of [bounds.returns, bounds.rewards]) if (range) checkRange('ope: bounds', range);
  const valued = result.estimates.filter(({ value }) => value !== undefined);
  const found =
    method.appliesTo === 'resampling'
      ? resampled(rng, aggregates, valued, level, { ...options, returnRange })
      : new Map(
          valued.map((estimate) => [
            estimate.estimator,
            orReason(() => fromMoments(weightsOf(aggregates), target, estimate, method, { ...options, returnRange })),
          ]),
        );
  const { behaviour } = weightsOf(aggregates);
  const honest = (name: string, interval: IntervalOrReason): IntervalOrReason => {
    const known = registered.find((estimator) => estimator.name === name);
    const fixed = behaviour === 'estimated' && name !== 'on-policy' ? withWarning(interval, HELD_FIXED) : interval;
    const all = known?.usesModel ? withWarning(fixed, MODEL_HELD_FIXED) : fixed;
    return known?.neverAbove ? fromBelow(all, returnRange) : all;
  };
  return {
    ...result,
    estimates: result.estimates.map((estimate) => {
      const interval = found.get(estimate.estimator);
      return interval ? { ...estimate, interval: honest(estimate.estimator, interval) } : estimate;
    }),
  };
}

const HELD_FIXED = 'it holds the estimated behaviour policy fixed: how much that hangs on who came is not in it';

const NOT_BY_BLOCK = 'its sums are of the whole log, and not by block - take ope on the log itself, or on a part of it';

function resampled(
  rng: Rng,
  aggregates: Aggregates,
  estimates: readonly Estimate[],
  level: number,
  options: BlockBootstrapOptions,
): Map<string, IntervalOrReason> {
  const found = new Map<string, IntervalOrReason>();
  for (const { estimator } of estimates) found.set(estimator, { reason: NOT_BY_BLOCK });
  // Only those that weigh episodes need resamples in which some weight is positive.
  for (const weighted of [false, true]) {
    const group = sumEstimators.filter(({ name, usesWeights }) => usesWeights === weighted && found.has(name));
    if (group.length === 0) continue;
    try {
      const drawn = blockBootstrap(rng, aggregates, group, options);
      group.forEach(({ name }, k) => {
        const point = estimates.find(({ estimator }) => estimator === name)!.value!;
        const interval = (): Interval => {
          const percentiles = blockPercentile(statisticValues(drawn, k), { level, redrawn: drawn.redrawn });
          return withDoubts(percentiles, { point, scale: 0, drawn });
        };
        found.set(name, orReason(interval));
      });
    } catch (error) {
      if (!(error instanceof NumericalError)) throw error;
      for (const { name } of group) found.set(name, { reason: error.message });
    }
  }
  return found;
}

function fromMoments(
  weighted: WeightedSums,
  target: MarkovPolicy,
  { estimator: name, value }: Estimate,
  method: Exclude<IntervalDefinition, { readonly appliesTo: 'resampling' }>,
  { level = 0.95, bounds = {}, returnRange }: IntervalOptions & { readonly returnRange: Range | undefined },
): Interval {
  const unbiased = registered.find((estimator) => estimator.name === name)?.unbiased;
  const terms = episodeMoments(name, weighted.episodes, returnRange);
  if (method.appliesTo === 'weights') throw new ArgumentError(`${method.name} is not to be had of sums`);
  if (!method.needsRange) {
    if (!terms) throw new ArgumentError(NO_SQUARES);
    return method.ofMean!(terms, { level });
  }
  if (name === 'cis') return method.ofMean!(terms!, { level, range: clippedRange(returnRange!), cut: returnRange });
  if (!unbiased || unbiased === true)
    throw new ArgumentError(
      `${method.name} is for unbiased means of independent terms: on-policy, is, pdis, and for cis`,
    );
  if (weighted.behaviour === 'estimated' && unbiased !== 'return')
    throw new ArgumentError(`${method.name} needs the behaviour policy known, and it was estimated`);
  const { horizon, discount } = weighted;
  const discountPower = Float64Array.from({ length: horizon + 1 }, (_, t) => discount ** t);
  // The whole behaviour policy is not in the sums, so that a largest ratio has to be given.
  const study = { target: target as Policy, horizon, discountPower, behaviourPolicy: undefined };
  const ranges = termsRange(study, unbiased, bounds);
  if (!terms && method.name !== 'hoeffding') throw new ArgumentError(NO_SQUARES);
  const n = weighted.episodes.count.reduce((sum, count) => sum + count, 0);
  return method.ofMean!(terms ?? { n, mean: value! }, { level, ...ranges });
}

const NO_SQUARES = 'the variance of its terms is not in the sums, which are by step - take block-bootstrap';
