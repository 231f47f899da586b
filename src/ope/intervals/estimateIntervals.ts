import { ArgumentError, NumericalError } from '../../core/errors.js';
import type { Rng } from '../../core/random/rng.js';
import type { Estimator } from '../estimators/estimator.js';
import { type Replicates, statisticValues } from './bootstrap/bootstrapReplicates.js';
import { type Interval, type Range, checkLevel, checkRange } from './interval.js';
import { type Jackknife, jackknife } from './bootstrap/jackknife.js';
import { type IntervalDefinition, type ResamplingIntervalDefinition, intervalNamed } from './registry.js';
import { type ResampledGroup, columnsOf, groupReplicates, groupStatistics, resampledGroups } from './resampledGroup.js';
import type { CountedLog } from '../study/countedLog.js';
import { wholeWeights } from '../study/stepWeights.js';
import { type KnownBounds, checkRatio, knownRange, termsRange } from './terms/termsRange.js';

export interface IntervalOptions {
  /** Name of the method; default `bootstrap`. */
  readonly method?: string | undefined;
  /** Two-sided, in (0, 1); default 0.95. */
  readonly level?: number | undefined;
  /** Of the resampling methods, an integer from 2; default 2,000. */
  readonly replicates?: number | undefined;
  readonly bounds?: KnownBounds | undefined;
  /** Called for every replicate. */
  readonly onReplicate?: (() => void) | undefined;
}

/** What is asked for, and what of it is there. */
export interface DrawnIntervalOptions extends IntervalOptions {
  /**
   * Replicates of the resampling methods that are there already, as threads drew them with `groupReplicates`; it throws
   * what drawing them threw. Default: they are drawn here.
   */
  readonly drawn?: ((group: ResampledGroup) => Replicates) | undefined;
}

/** An interval, or why there is none. */
export type IntervalOrReason = { readonly interval: Interval } | { readonly reason: string };

/** An estimator with its estimate from the whole log. */
export interface Estimated {
  readonly estimator: Estimator;
  readonly value: number;
  /** Values of its further statistics; empty if it has none. */
  readonly statistics: Float64Array;
}

/**
 * Of an estimate, and of its further statistics in their order; those are left out where the method has nothing for
 * them.
 */
export interface EstimatedIntervals {
  readonly value: IntervalOrReason;
  readonly statistics: readonly IntervalOrReason[];
}

/**
 * Intervals of estimates from one log. Resampling methods use the same resamples for all, and fit to each of them all
 * that was fitted to the log.
 *
 * @param sample the whole log
 * @returns one an estimate, in their order
 * @throws ArgumentError for an unknown method or options out of bounds
 *
 * Cost of the resampling methods: an evaluation of every estimator a replicate; `bca` as many again as there are
 * episodes.
 */
export function estimateIntervals(
  rng: Rng,
  sample: CountedLog,
  estimated: readonly Estimated[],
  options: DrawnIntervalOptions,
): EstimatedIntervals[] {
  const method = checkedMethod(sample, options);
  const found =
    method.appliesTo === 'resampling'
      ? resampledAll(rng, sample, estimated, method, options)
      : estimated.map(({ estimator }) => ({
          value: orReason(() => fromTerms(sample, estimator, method, options)),
          statistics: [],
        }));
  const { givenModel, returnRange } = sample.study;
  return found.map(({ value, statistics }, k) => {
    const { usesModel, neverAbove } = estimated[k].estimator;
    const fixed = givenModel && usesModel && !(givenModel.refit && method.appliesTo === 'resampling');
    const honest = fixed ? withWarning(value, HELD_FIXED) : value;
    return { value: neverAbove ? fromBelow(honest, returnRange) : honest, statistics };
  });
}

/**
 * The method that is asked for. What is wrong with the options is wrong for every estimate, and no reason of one of them.
 *
 * @throws as `estimateIntervals`
 */
export function checkedMethod(
  sample: CountedLog,
  { method = 'bootstrap', level = 0.95, bounds }: IntervalOptions,
): IntervalDefinition {
  const named = intervalNamed(method);
  checkLevel('ope', level);
  for (const range of [bounds?.returns, bounds?.rewards]) if (range) checkRange('ope: bounds', range);
  checkRatio(sample, bounds?.ratio);
  return named;
}

/** An estimate that is never above the value on average has nothing to say of how far above it the value is. */
export function fromBelow(found: IntervalOrReason, returnRange: Range | undefined): IntervalOrReason {
  if ('reason' in found) return found;
  const { interval } = found;
  const [least, greatest] = returnRange ?? [interval.lower, interval.upper];
  return withWarning(
    { interval: { ...interval, lower: Math.max(interval.lower, least), upper: greatest } },
    FROM_BELOW,
  );
}

const FROM_BELOW = 'the estimate bounds the value from below alone: the upper end is the greatest possible return';

/** The model's own errors are in none of the resamples. */
export const HELD_FIXED = 'it holds the given model fixed: how wrong the model may be is not in it';

export function withWarning(found: IntervalOrReason, warning: string): IntervalOrReason {
  if ('reason' in found) return found;
  const { interval } = found;
  return { interval: { ...interval, warnings: [...(interval.warnings ?? []), warning] } };
}

function resampledAll(
  rng: Rng,
  sample: CountedLog,
  estimated: readonly Estimated[],
  method: ResamplingIntervalDefinition,
  options: DrawnIntervalOptions,
): EstimatedIntervals[] {
  const intervals = new Map<Estimated, EstimatedIntervals>();
  for (const group of resampledGroups(estimated.map(({ estimator }) => estimator))) {
    const members = estimated.filter(({ estimator }) => group.estimators.includes(estimator));
    const found = orReasons(members, () => resampled(rng, sample, group, members, method, options));
    members.forEach((each, k) => intervals.set(each, found[k]));
  }
  return estimated.map(
    (each) =>
      intervals.get(each) ?? {
        value: { reason: 'it resamples by itself, and resampling it again is not defined' },
        statistics: [],
      },
  );
}

/**
 * Resamples lack pairs and weights that the log has few of, so that what is fitted to them may change in one direction.
 */
const OUTSIDE =
  'it does not hold the estimate itself: what is fitted to resamples differs from what is fitted to the log';

/**
 * Misses below this share of the largest number at hand are rounding: resamples add the same terms up in another order.
 */
const ROUNDING = 1e-9;

/** The interval is then of logs that hold some run of the target policy's, which this one might not have been. */
function redrawnText(redrawn: number, replicates: number): string {
  return `${redrawn.toLocaleString('en')} resamples held no trajectory of the target policy's and were drawn again, for ${replicates.toLocaleString('en')} that did: it leaves out how often a log holds none`;
}

type TermsMethod = Exclude<ReturnType<typeof intervalNamed>, ResamplingIntervalDefinition>;

function fromTerms(
  sample: CountedLog,
  { terms, unbiased, termRange }: Estimator,
  method: TermsMethod,
  { level = 0.95, bounds = {} }: IntervalOptions,
): Interval {
  const { study } = sample;
  if (!method.needsRange) {
    if (!terms) throw new ArgumentError(`${method.name} is for means and ratios of independent terms`);
    return method.compute(terms(sample), { level });
  }
  if (terms && termRange && method.appliesTo === 'terms')
    return method.compute(terms(sample), { level, range: termRange(study), cut: study.returnRange });
  if (!terms || !unbiased || unbiased === true)
    throw new ArgumentError(
      `${method.name} is for unbiased means of independent terms: on-policy, is, pdis, and for cis`,
    );
  if (study.behaviour === 'estimated' && unbiased !== 'return')
    throw new ArgumentError(`${method.name} needs the behaviour policy known, and it was estimated`);
  if (method.appliesTo === 'terms')
    return method.compute(terms(sample), { level, ...termsRange(study, unbiased, bounds) });
  if (unbiased !== 'weighted return') throw new ArgumentError(`${method.name} is for weighted returns: is`);
  return method.compute(
    { weights: wholeWeights(sample.weights()), returns: study.observedReturn },
    { level, range: knownRange('returns', bounds) },
  );
}

function resampled(
  rng: Rng,
  sample: CountedLog,
  group: ResampledGroup,
  members: readonly Estimated[],
  method: ResamplingIntervalDefinition,
  { level = 0.95, replicates, onReplicate, drawn: elsewhere }: DrawnIntervalOptions,
): EstimatedIntervals[] {
  const n = sample.study.log.nEpisodes;
  const { offsets, nStatistics } = columnsOf(group);
  const drawn = elsewhere?.(group) ?? groupReplicates(rng, sample, group, { method, replicates, onReplicate })();
  const left: Jackknife | undefined = method.needsJackknife
    ? jackknife(groupStatistics(rng, sample, group, onReplicate), { n, nStatistics })
    : undefined;
  // Estimates are sums of rewards, and what is left of large ones that cancel is rounding of the large ones.
  const scale = sample.study.log.reward.reduce((most, r) => Math.max(most, Math.abs(r)), 0);
  const interval = (column: number, point: number): IntervalOrReason =>
    orReason(() => {
      const found = method.compute(statisticValues(drawn, column), {
        level,
        point,
        jackknifed: left ? statisticValues(left, column) : new Float64Array(0),
        redrawn: drawn.redrawn,
      });
      return withDoubts(found, { point, scale, drawn });
    });
  return members.map(({ value, statistics: further }, k) => ({
    value: interval(offsets[k], value),
    statistics: Array.from(further, (point, s) => interval(offsets[k] + 1 + s, point)),
  }));
}

/** An interval of replicates, with what of them makes it doubtful. */
export function withDoubts(
  found: Interval,
  {
    point,
    scale,
    drawn,
  }: {
    readonly point: number;
    readonly scale: number;
    readonly drawn: Pick<Replicates, 'values' | 'nStatistics' | 'redrawn'>;
  },
): Interval {
  const slack = ROUNDING * Math.max(scale, Math.abs(point), Math.abs(found.lower), Math.abs(found.upper));
  const holds = point >= found.lower - slack && point <= found.upper + slack;
  const warnings = [
    ...(found.warnings ?? []),
    ...(drawn.redrawn > 0 ? [redrawnText(drawn.redrawn, drawn.values.length / drawn.nStatistics)] : []),
    ...(holds ? [] : [OUTSIDE]),
  ];
  return warnings.length > 0 ? { ...found, warnings } : found;
}

/** What cannot be computed for one estimate must not keep the others from being shown. */
export function orReason(compute: () => Interval): IntervalOrReason {
  try {
    return { interval: compute() };
  } catch (error) {
    if (error instanceof ArgumentError || error instanceof NumericalError) return { reason: error.message };
    throw error;
  }
}

function orReasons(group: readonly Estimated[], compute: () => EstimatedIntervals[]): EstimatedIntervals[] {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof NumericalError)) throw error;
    const { message: reason } = error;
    return group.map(({ statistics }) => ({
      value: { reason },
      statistics: Array.from(statistics, () => ({ reason })),
    }));
  }
}
