import { DataError, NumericalError } from '../core/errors.js';
import type { Rng } from '../core/random/rng.js';
import type { Estimated } from './intervals/estimateIntervals.js';
import type { Estimator } from './estimators/estimator.js';
import { obstacleOf } from './estimators/obstacleOf.js';
import type { CountedLog } from './study/countedLog.js';

/** An estimator without an estimate, and why, with a remedy. */
export interface Faulty {
  readonly estimator: Estimator;
  readonly fault: string;
}

/**
 * The estimate of one estimator, or why there is none.
 *
 * @param sample the whole log
 */
export function pointEstimate(rng: Rng, sample: CountedLog, estimator: Estimator): Estimated | Faulty {
  const obstacle = obstacleOf(estimator, sample.study);
  if (obstacle !== undefined) return { estimator, fault: `${estimator.name}: ${obstacle}` };
  try {
    const value = checkFinite(estimator.name, estimator.estimate(sample, rng));
    return { estimator, value, statistics: estimator.statistics?.compute(sample) ?? new Float64Array(0) };
  } catch (error) {
    if (error instanceof NumericalError || error instanceof DataError) return { estimator, fault: error.message };
    throw error;
  }
}

/** @throws NumericalError for an estimate that is no number */
export function checkFinite(name: string, value: number): number {
  if (Number.isFinite(value)) return value;
  throw new NumericalError(
    `${name}: the estimate must be finite, got ${value} - weights leave the range of numbers: take a shorter horizon, or wis, wpdis or wdr`,
  );
}
