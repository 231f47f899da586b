import { didYouMean } from '../../core/didYouMean.js';
import { ArgumentError } from '../../core/errors.js';
import type { MeanAndError } from '../../core/statistics/meanAndError.js';
import { BCA_ASSUMPTION, type AcceleratedOptions, accelerated } from './bootstrap/bca.js';
import { BERNSTEIN_ASSUMPTION, bernstein, bernsteinOf } from './terms/bernstein.js';
import { BETTING_ASSUMPTION, betting } from './terms/betting.js';
import { BETTING_WEIGHTS_ASSUMPTION, type WeightedReturns, bettingWeights } from './terms/bettingWeights.js';
import { BLOCK_BOOTSTRAP_ASSUMPTION, blockPercentile } from './bootstrap/blockBootstrap.js';
import { BOOTSTRAP_ASSUMPTION, percentile } from './bootstrap/bootstrap.js';
import { HOEFFDING_ASSUMPTION, hoeffding, hoeffdingOf } from './terms/hoeffding.js';
import type { Interval, Range, TermsOptions } from './interval.js';
import { STUDENT_T_ASSUMPTION, studentT, studentTOf } from './terms/studentT.js';

/** What every method says of itself. */
export interface IntervalSummary {
  readonly name: string;
  /** One line for a list. */
  readonly summary: string;
  /** What must be true for it to cover, in a sentence. */
  readonly assumption: string;
}

/** A method whose input is one term a trajectory, of which the estimate is the mean, and no more. */
export interface TermsIntervalDefinition extends IntervalSummary {
  readonly appliesTo: 'terms';
  readonly needsRange: false;
  compute(terms: Float64Array, options: { readonly level: number }): Interval;
  /** The same from their mean and its error, where no more is needed of the terms. */
  ofMean?(terms: MeanAndError, options: { readonly level: number }): Interval;
}

/** As before, for terms whose range the user knows. */
export interface BoundedTermsIntervalDefinition extends IntervalSummary {
  readonly appliesTo: 'terms';
  readonly needsRange: true;
  compute(terms: Float64Array, options: TermsOptions): Interval;
  /** The same from their mean and its error, where no more is needed of the terms. */
  ofMean?(terms: MeanAndError, options: TermsOptions): Interval;
}

/** A method whose input is the estimate on resamples. */
export interface ResamplingIntervalDefinition extends IntervalSummary {
  readonly appliesTo: 'resampling';
  readonly needsRange: false;
  /** False if it makes no use of `point` and `jackknifed`. */
  readonly needsJackknife: boolean;
  /** That blocks of trajectories are drawn in place of single ones. */
  readonly byBlock?: true;
  compute(values: Float64Array, options: AcceleratedOptions): Interval;
}

/** A method whose input is weights and returns of trajectories. */
export interface WeightsIntervalDefinition extends IntervalSummary {
  readonly appliesTo: 'weights';
  readonly needsRange: true;
  compute(data: WeightedReturns, options: { readonly level: number; readonly range: Range }): Interval;
}

export type IntervalDefinition =
  TermsIntervalDefinition | BoundedTermsIntervalDefinition | ResamplingIntervalDefinition | WeightsIntervalDefinition;

/** The intervals of off-policy estimates. */
export const intervals: readonly IntervalDefinition[] = [
  {
    name: 'bootstrap',
    summary: 'percentiles of the estimate on resampled trajectories',
    appliesTo: 'resampling',
    needsRange: false,
    needsJackknife: false,
    assumption: BOOTSTRAP_ASSUMPTION,
    compute: percentile,
  },
  {
    name: 'bca',
    summary: 'bootstrap with the percentiles moved for bias and skewness',
    appliesTo: 'resampling',
    needsRange: false,
    needsJackknife: true,
    assumption: BCA_ASSUMPTION,
    compute: accelerated,
  },
  {
    name: 'block-bootstrap',
    summary: 'percentiles of the estimate on resampled blocks of trajectories, as sums of a log of any size have them',
    appliesTo: 'resampling',
    needsRange: false,
    needsJackknife: false,
    byBlock: true,
    assumption: BLOCK_BOOTSTRAP_ASSUMPTION,
    compute: blockPercentile,
  },
  {
    name: 't',
    summary: 'mean of the terms and its standard error',
    appliesTo: 'terms',
    needsRange: false,
    assumption: STUDENT_T_ASSUMPTION,
    compute: studentT,
    ofMean: studentTOf,
  },
  {
    name: 'hoeffding',
    summary: 'guaranteed at every n; from the range alone',
    appliesTo: 'terms',
    needsRange: true,
    assumption: HOEFFDING_ASSUMPTION,
    compute: hoeffding,
    ofMean: hoeffdingOf,
  },
  {
    name: 'bernstein',
    summary: 'guaranteed at every n; from the range and the observed variance',
    appliesTo: 'terms',
    needsRange: true,
    assumption: BERNSTEIN_ASSUMPTION,
    compute: bernstein,
    ofMean: bernsteinOf,
  },
  {
    name: 'betting',
    summary: 'guaranteed at every n and mostly the narrowest such; from bets in file order',
    appliesTo: 'terms',
    needsRange: true,
    assumption: BETTING_ASSUMPTION,
    compute: betting,
  },
  {
    name: 'betting-weights',
    summary: 'guaranteed at every n whatever the size of the weights; needs the range of returns only',
    appliesTo: 'weights',
    needsRange: true,
    assumption: BETTING_WEIGHTS_ASSUMPTION,
    compute: bettingWeights,
  },
];

/**
 * The interval of a name.
 *
 * @throws ArgumentError for an unknown name, listing the names
 *
 * @example
 * intervalNamed('t').appliesTo // 'terms'
 */
export function intervalNamed(name: string): IntervalDefinition {
  const definition = intervals.find((entry) => entry.name === name);
  if (definition === undefined)
    throw new ArgumentError(
      `intervalNamed: name must be one of ${intervals.map((entry) => entry.name).join(', ')}, got '${name}'${didYouMean(
        name,
        intervals.map((entry) => entry.name),
      )}`,
    );
  return definition;
}
