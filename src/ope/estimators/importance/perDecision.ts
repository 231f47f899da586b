import { checkWeights } from '../../study/checkWeights.js';
import type { Estimator } from '../estimator.js';
import { meanOf } from './meanOf.js';
import type { CountedLog } from '../../study/countedLog.js';

/**
 * Per-decision importance sampling: each reward weighted by the ratios up to it.
 *
 *     mean_i sum_t discount^t w_t r_t
 *
 * Source: Precup, Sutton & Singh, ICML 2000.
 */
export const perDecision: Estimator = {
  name: 'pdis',
  summary: 'per-decision importance sampling: each reward weighted by the ratios up to it',
  usesWeights: true,
  usesModel: false,
  byWeightsAlone: true,
  equivariant: ['scale'],
  unbiased: 'weighted rewards',
  estimate(sample) {
    checkWeights('pdis', sample);
    return meanOf(sample, weightedRewards(sample));
  },
  terms: weightedRewards,
};

/** sum_t discount^t w_t r_t of each episode, shape (n). */
function weightedRewards(sample: CountedLog): Float64Array {
  const { log, discountPower } = sample.study;
  const { weight, shift, live } = sample.weights();
  const factor = shift.map((s, t) => discountPower[t] * Math.exp(s));
  const sums = new Float64Array(live.length);
  for (let e = 0; e < live.length; e++) {
    const first = log.episodeStart[e];
    for (let t = 0; t < live[e]; t++) {
      const earned = weight[first + t] * log.reward[first + t];
      if (earned !== 0) sums[e] += factor[t] * earned;
    }
  }
  return sums;
}
