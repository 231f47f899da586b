import { type ErrorRates, errorRates } from './errorRates.js';
import { meanSquaredError } from './meanSquaredError.js';
import { rankCorrelation } from './rankCorrelation.js';
import { regretAt } from './regretAt.js';
import { sharpeRatioAt } from './sharpeRatioAt.js';

export interface SelectionOptions {
  /** How many of the policies with the highest estimates are looked at, an integer ≥ 1. */
  readonly k: number;
  /** What a policy must reach to be accepted. */
  readonly threshold: number;
  /** True value of the behaviour policy. */
  readonly behaviourValue: number;
}

/** How well an estimator tells policies apart; null where a measure is not defined. */
export interface SelectionMetrics extends ErrorRates {
  readonly meanSquaredError: number;
  readonly rankCorrelation: number | null;
  readonly regret: number;
  readonly sharpeRatio: number | null;
}

/**
 * Every measure of how well estimates, or lower bounds, choose among policies whose true values are known.
 *
 * @param estimates shape (n), one for each policy
 * @param truth shape (n), the true values
 * @throws ArgumentError on options, lengths that differ, or a number that is not finite
 *
 * @example
 * selectionMetrics([3, 2, 1], [4, 1, 9], { k: 2, threshold: 2, behaviourValue: 1 }).regret // 5
 */
export function selectionMetrics(
  estimates: ArrayLike<number>,
  truth: ArrayLike<number>,
  { k, threshold, behaviourValue }: SelectionOptions,
): SelectionMetrics {
  return {
    meanSquaredError: meanSquaredError(estimates, truth),
    rankCorrelation: rankCorrelation(estimates, truth),
    regret: regretAt(k, estimates, truth),
    ...errorRates(estimates, truth, threshold),
    sharpeRatio: sharpeRatioAt(k, estimates, truth, behaviourValue),
  };
}
