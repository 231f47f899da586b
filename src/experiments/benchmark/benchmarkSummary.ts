import { type MeanAndError, meanAndError } from '../../core/statistics/meanAndError.js';
import type { RecordedEstimate } from './benchmarkTrial.js';

/** How a method's intervals did: over the data sets in which the estimate is defined. */
export interface IntervalSummary {
  /** Data sets with an interval. */
  readonly n: number;
  /** Those without. */
  readonly missing: number;
  /** Share of the intervals that hold the truth, and its binomial standard error; absent where there is none. */
  readonly coverage?: number;
  readonly standardError?: number;
  readonly meanWidth?: number;
  /** Why the first that is missing is. */
  readonly reason?: string;
}

/** How an estimator did over data sets. */
export interface EstimatorSummary {
  readonly estimator: string;
  readonly truth: number;
  /** Data sets with an estimate: all that the figures below are about. */
  readonly n: number;
  readonly nUndefined: number;
  readonly mean?: number;
  /** Mean error. */
  readonly bias?: MeanAndError;
  /** Over data sets, dividing by n − 1; absent for a single one. */
  readonly standardDeviation?: number;
  /** sqrt of the mean squared error. */
  readonly rmse?: number;
  readonly intervals: Readonly<Record<string, IntervalSummary>>;
  /** Why the first estimate that is undefined is. */
  readonly fault?: string;
}

/** An end that meets the truth up to rounding holds it. */
const ROUNDING = 1e-12;

/**
 * Sums up what one estimator said of several data sets.
 *
 * @param truth exact value of what it estimates
 * @param records one a data set
 * @param methods names of the intervals
 *
 * @example
 * summarizeEstimates('is', 0, [{ value: 1, intervals: {} }, { value: 3, intervals: {} }], []).bias // { n: 2, mean: 2, standardError: 1 }
 */
export function summarizeEstimates(
  estimator: string,
  truth: number,
  records: readonly RecordedEstimate[],
  methods: readonly string[],
): EstimatorSummary {
  const defined = records.flatMap((record) => ('value' in record ? [record] : []));
  const fault = records.find((record) => 'fault' in record)?.fault;
  return {
    estimator,
    truth,
    n: defined.length,
    nUndefined: records.length - defined.length,
    ...(defined.length > 0 &&
      errors(
        truth,
        defined.map(({ value }) => value),
      )),
    intervals: Object.fromEntries(
      methods.map((method) => [
        method,
        summarizeIntervals(
          truth,
          defined.map(({ intervals }) => intervals[method]),
        ),
      ]),
    ),
    ...(fault !== undefined && { fault }),
  };
}

function errors(
  truth: number,
  values: readonly number[],
): Pick<EstimatorSummary, 'mean' | 'bias' | 'standardDeviation' | 'rmse'> {
  const bias = meanAndError(values.map((value) => value - truth));
  const { n, standardError } = bias;
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / n,
    bias,
    ...(standardError !== undefined && { standardDeviation: standardError * Math.sqrt(n) }),
    rmse: Math.sqrt(values.reduce((sum, value) => sum + (value - truth) ** 2, 0) / n),
  };
}

type RecordedInterval = Extract<RecordedEstimate, { value: number }>['intervals'][string];

function summarizeIntervals(truth: number, records: readonly RecordedInterval[]): IntervalSummary {
  const found = records.flatMap((record) => ('lower' in record ? [record] : []));
  const n = found.length;
  const missing = records.length - n;
  const reason = records.find((record) => 'reason' in record)?.reason;
  const why = reason === undefined ? {} : { reason };
  if (n === 0) return { n, missing, ...why };
  const slack = ROUNDING * Math.max(1, Math.abs(truth));
  const holding = found.filter(({ lower, upper }) => lower - slack <= truth && truth <= upper + slack).length;
  const coverage = holding / n;
  return {
    n,
    missing,
    coverage,
    standardError: Math.sqrt((coverage * (1 - coverage)) / n),
    meanWidth: found.reduce((sum, { lower, upper }) => sum + (upper - lower), 0) / n,
    ...why,
  };
}
