import { ArgumentError, NumericalError } from '../../core/errors.js';
import type { Rng } from '../../core/random/rng.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import { estimators as registered } from '../../ope/estimators/registry.js';
import { statisticValues } from '../../ope/intervals/bootstrap/bootstrapReplicates.js';
import { blockPercentile } from '../../ope/intervals/bootstrap/blockBootstrap.js';
import {
  type IntervalOptions,
  type IntervalOrReason,
  orReason,
  withDoubts,
  withWarning,
} from '../../ope/intervals/estimateIntervals.js';
import { type Interval, checkLevel, checkRange } from '../../ope/intervals/interval.js';
import { type IntervalDefinition, intervalNamed } from '../../ope/intervals/registry.js';
import { termsRange } from '../../ope/intervals/terms/termsRange.js';
import type { Estimate } from '../../ope/offPolicyEvaluation.js';
import { type BlockBootstrapOptions, type WeightedAggregates, blockBootstrap } from './blockBootstrap.js';
import { episodeMoments } from './episodeMoments.js';
import type { AggregateResult } from './estimatesOf.js';
import { INTERVALS_NOT_IN_SUMS } from './notInSums.js';
import { sumEstimators } from './sumEstimators.js';

/**
 * The same result with intervals of the estimates that sums have some for, and reasons for the others.
 *
 * `block-bootstrap` (the default) serves `on-policy`, `is`, `wis`, `pdis` and `wpdis`; `t` the first three; `hoeffding`
 * `on-policy`, `is` and `pdis`; `bernstein` `on-policy` and `is`. That terms lie in the ranges that are given cannot be
 * checked.
 *
 * @param target the policy that the sums were made with
 * @throws ArgumentError for an unknown method, one that needs more than sums, or options out of bounds
 *
 * Cost that of `blockBootstrap`; else O(B).
 */
export function withIntervals(
  rng: Rng,
  aggregates: WeightedAggregates,
  target: MarkovPolicy,
  result: AggregateResult,
  options: IntervalOptions = {},
): AggregateResult {
  const method = intervalNamed(options.method ?? 'block-bootstrap');
  const { level = 0.95, bounds = {} } = options;
  const obstacle = INTERVALS_NOT_IN_SUMS[method.name];
  if (obstacle !== undefined)
    throw new ArgumentError(`ope: interval ${method.name} is not to be had of sums: ${obstacle}`);
  checkLevel('ope', level);
  for (const range of [bounds.returns, bounds.rewards]) if (range) checkRange('ope: bounds', range);
  const valued = result.estimates.filter(({ value }) => value !== undefined);
  const found =
    method.appliesTo === 'resampling'
      ? resampled(rng, aggregates, valued, level, options)
      : new Map(
          valued.map((estimate) => [
            estimate.estimator,
            orReason(() => fromMoments(aggregates, target, estimate, method, options)),
          ]),
        );
  const { behaviour } = aggregates.weighted;
  return {
    ...result,
    estimates: result.estimates.map((estimate) => {
      const interval = found.get(estimate.estimator);
      if (!interval) return estimate;
      const fixed = behaviour === 'estimated' && estimate.estimator !== 'on-policy';
      return { ...estimate, interval: fixed ? withWarning(interval, HELD_FIXED) : interval };
    }),
  };
}

const HELD_FIXED = 'it holds the estimated behaviour policy fixed: how much that hangs on who came is not in it';

const NOT_BY_BLOCK = 'its sums are of the whole log, and not by block - take ope on the log itself, or on a part of it';

function resampled(
  rng: Rng,
  aggregates: WeightedAggregates,
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
  { weighted }: WeightedAggregates,
  target: MarkovPolicy,
  { estimator: name, value }: Estimate,
  method: Exclude<IntervalDefinition, { readonly appliesTo: 'resampling' }>,
  { level = 0.95, bounds = {} }: IntervalOptions,
): Interval {
  const unbiased = registered.find((estimator) => estimator.name === name)?.unbiased;
  const terms = episodeMoments(name, weighted.episodes);
  if (method.appliesTo === 'weights') throw new ArgumentError(`${method.name} is not to be had of sums`);
  if (!method.needsRange) {
    if (!terms) throw new ArgumentError(NO_SQUARES);
    return method.ofMean!(terms, { level });
  }
  if (!unbiased || unbiased === true)
    throw new ArgumentError(`${method.name} is for unbiased means of independent terms: on-policy, is, pdis`);
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
