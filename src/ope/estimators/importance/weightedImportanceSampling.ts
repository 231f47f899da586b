import { sumsByBlocks, weightedSum } from '../../../core/statistics/sumsByBlocks.js';
import { checkWeights } from '../../study/checkWeights.js';
import type { Estimator } from '../estimator.js';
import type { CountedLog } from '../../study/countedLog.js';

/**
 * Weighted importance sampling: biased, consistent, and never outside the returns that were seen.
 *
 *     sum_i w_i G_i / sum_i w_i
 *
 * Source: Precup, Sutton & Singh, ICML 2000.
 */
export const weightedImportanceSampling: Estimator = {
  name: 'wis',
  summary: 'weighted importance sampling: the weights made to sum to 1',
  usesWeights: true,
  usesModel: false,
  byWeightsAlone: true,
  equivariant: ['scale', 'shift'],
  estimate,
  terms(sample) {
    const value = estimate(sample);
    const { whole } = sample.weights();
    const total = weightOf(sample);
    const { observedReturn } = sample.study;
    return whole.map((w, e) => value + (sample.size * w * (observedReturn[e] - value)) / total);
  },
};

function estimate(sample: CountedLog): number {
  checkWeights('wis', sample);
  const { whole } = sample.weights();
  const { observedReturn } = sample.study;
  const { count } = sample;
  const [sum] = sumsByBlocks(whole.length, 1, (sums, begin, end) => {
    for (let e = begin; e < end; e++) if (whole[e] > 0) sums[0] += count[e] * whole[e] * observedReturn[e];
  });
  return sum / weightOf(sample);
}

function weightOf({ count, weights }: CountedLog): number {
  return weightedSum(count, weights().whole);
}
