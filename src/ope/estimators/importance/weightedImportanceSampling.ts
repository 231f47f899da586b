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
  let sum = 0;
  for (let e = 0; e < whole.length; e++) if (whole[e] > 0) sum += sample.count[e] * whole[e] * observedReturn[e];
  return sum / weightOf(sample);
}

function weightOf({ count, weights }: CountedLog): number {
  const { whole } = weights();
  let total = 0;
  for (let e = 0; e < whole.length; e++) total += count[e] * whole[e];
  return total;
}
