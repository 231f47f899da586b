import { sumsByBlocks } from '../../../core/statistics/sumsByBlocks.js';
import { checkWeights } from '../../study/checkWeights.js';
import type { Estimator } from '../estimator.js';
import type { CountedLog } from '../../study/countedLog.js';
import { suffixSums } from './suffixSums.js';

/**
 * Weighted per-decision importance sampling: the weights made to sum to 1 at each step, ended episodes included with
 * their last weight.
 *
 *     sum_t discount^t sum_i omega_t^i r_t^i,   omega_t^i = w_t^i / sum_j w_t^j
 *
 * Source: Precup, Sutton & Singh, ICML 2000.
 */
export const weightedPerDecision: Estimator = {
  name: 'wpdis',
  summary: 'weighted per-decision importance sampling: the weights of each step made to sum to 1',
  usesWeights: true,
  usesModel: false,
  byWeightsAlone: true,
  equivariant: ['scale', 'shift'],
  estimate(sample) {
    const { discountPower } = sample.study;
    return meanRewards(sample).reduce((sum, reward, t) => sum + discountPower[t] * reward, 0);
  },
  terms(sample) {
    const { log, discountPower } = sample.study;
    const { weight, shift, live, logWhole } = sample.weights();
    const totals = sample.totals();
    const rewards = meanRewards(sample);
    const value = rewards.reduce((sum, reward, t) => sum + discountPower[t] * reward, 0);
    // An ended episode's weight is in the normalisers of all later steps.
    const afterwards = suffixSums(
      shift,
      rewards.map((reward, t) => (discountPower[t] * reward) / totals[t]),
    );
    return Float64Array.from(live, (steps, e) => {
      const first = log.episodeStart[e];
      let influence = 0;
      for (let t = 0; t < steps; t++)
        influence += (discountPower[t] * weight[first + t] * (log.reward[first + t] - rewards[t])) / totals[t];
      const length = log.episodeStart[e + 1] - first;
      influence -= afterwards(length, logWhole[e]);
      return value + sample.size * influence;
    });
  },
};

/** sum_i omega_t^i r_t^i, shape (H). */
function meanRewards(sample: CountedLog): Float64Array {
  checkWeights('wpdis', sample);
  const { log, horizon } = sample.study;
  const { weight, live } = sample.weights();
  const totals = sample.totals();
  const earned = sumsByBlocks(live.length, horizon, (sums, begin, end) => {
    for (let e = begin; e < end; e++) {
      const times = sample.count[e];
      if (times === 0) continue;
      const first = log.episodeStart[e];
      for (let t = 0; t < live[e]; t++) sums[t] += times * weight[first + t] * log.reward[first + t];
    }
  });
  return earned.map((sum, t) => sum / totals[t]);
}
