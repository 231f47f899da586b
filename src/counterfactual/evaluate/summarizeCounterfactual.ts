import { tied } from '../../core/tied.js';
import type { Rng } from '../../core/random/rng.js';
import { type BootstrapInterval, bootstrapMean } from '../../core/statistics/bootstrapMean.js';
import { type MeanAndError, meanAndError } from '../../core/statistics/meanAndError.js';
import type { CounterfactualEvaluation } from './evaluateCounterfactual.js';

export interface SummaryOptions {
  /** Two-sided level of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Bootstrap replicates; default 2,000. */
  readonly replicates?: number;
  /** How many episodes of largest effect to list, from either end; default 5. */
  readonly top?: number;
}

/** A mean over episodes, with its standard error and a bootstrap interval. */
export interface MeanEstimate extends MeanAndError, BootstrapInterval {}

export interface CounterfactualSummary {
  readonly nEpisodes: number;
  readonly observed: MeanEstimate;
  readonly counterfactual: MeanEstimate;
  readonly effect: MeanEstimate;
  /**
   * Shape (outcomes × outcomes), row-major: share of all episodes with the observed outcome of the row, times the mean
   * probability of the counterfactual outcome of the column. Sums to 1.
   */
  readonly outcomeTable: Float64Array;
  /** Episodes whose effect is largest, best first; ties in the order of the log. */
  readonly mostHelped: readonly number[];
  /** Episodes whose effect is smallest, worst first. */
  readonly mostHarmed: readonly number[];
}

/**
 * What an evaluation says over all episodes.
 *
 * The intervals resample episodes and hold the model, the policy and the mechanism fixed: they say how the answer
 * varies with the patients drawn, not how wrong the model or the assumed mechanism may be.
 */
export function summarizeCounterfactual(
  rng: Rng,
  evaluation: CounterfactualEvaluation,
  { level = 0.95, replicates = 2000, top = 5 }: SummaryOptions = {},
): CounterfactualSummary {
  const { nEpisodes: n, effect, observedOutcome, outcomeProbability } = evaluation;
  const nOutcomes = outcomeProbability.length / n;
  const outcomeTable = new Float64Array(nOutcomes * nOutcomes);
  for (let e = 0; e < n; e++) {
    for (let o = 0; o < nOutcomes; o++)
      outcomeTable[observedOutcome[e] * nOutcomes + o] += outcomeProbability[e * nOutcomes + o] / n;
  }
  const ranked = tied(effect);
  const byEffect = Array.from(effect.keys()).sort((a, b) => ranked[b] - ranked[a] || a - b);
  const estimate = (values: Float64Array): MeanEstimate => ({
    ...meanAndError(values),
    // The same resamples for all three, so that their intervals belong together.
    ...bootstrapMean(rng.fork('bootstrap'), values, { level, replicates }),
  });
  return {
    nEpisodes: n,
    observed: estimate(evaluation.observedReturn),
    counterfactual: estimate(evaluation.expectedReturn),
    effect: estimate(effect),
    outcomeTable,
    mostHelped: byEffect.slice(0, top),
    mostHarmed: byEffect.slice(Math.max(0, n - top)).reverse(),
  };
}
