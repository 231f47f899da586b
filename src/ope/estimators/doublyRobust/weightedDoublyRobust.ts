import { checkWeights } from '../../study/checkWeights.js';
import type { Estimator } from '../estimator.js';
import type { CountedLog } from '../../study/countedLog.js';
import { type StepMeans, discountedSum, stepMeans } from '../importance/stepMeans.js';
import { suffixSums } from '../importance/suffixSums.js';
import { lastStep } from '../../study/stepTerms.js';

/**
 * Weighted doubly robust: as `dr`, the weights of each step made to sum to 1. Consistent, not unbiased.
 *
 *     sum_t discount^t sum_i [ omega_t^i (r_t^i − Q_t) + omega_{t−1}^i V_t ],   omega_{−1} = 1/n
 *
 * Source: Thomas & Brunskill, ICML 2016.
 */
export const weightedDoublyRobust: Estimator = {
  name: 'wdr',
  summary: 'weighted doubly robust: dr with the weights of each step made to sum to 1',
  usesWeights: true,
  usesModel: true,
  byStep: true,
  equivariant: ['scale', 'shift'],
  estimate: (sample) => discountedSum(meansOf(sample), sample.study.discountPower),
  terms(sample) {
    const { study, size } = sample;
    const { log, horizon, discountPower } = study;
    const { weight, shift, live, logWhole } = sample.weights();
    const { error, value } = sample.stepTerms();
    const totals = sample.totals();
    const means = meansOf(sample);
    const estimate = discountedSum(means, discountPower);
    // An ended episode's weight is in the normalisers of all later steps; values have that of the step before.
    const errorsAfterwards = suffixSums(
      shift,
      totals.map((total, t) => (discountPower[t] * means.errors[t]) / total),
    );
    const valuesAfterwards = suffixSums(
      shift,
      totals.map((total, t) => (t + 1 < horizon ? (discountPower[t + 1] * means.values[t + 1]) / total : 0)),
    );
    return Float64Array.from(live, (steps, e) => {
      const first = log.episodeStart[e];
      const length = log.episodeStart[e + 1] - first;
      const last = lastStep(steps, length);
      let influence = 0;
      let before = 1 / size;
      for (let t = 0; t <= last; t++) {
        const now = t < steps ? weight[first + t] / totals[t] : 0;
        influence +=
          discountPower[t] *
          (now * (error[first + t] - means.errors[t]) + before * (value[first + t] - means.values[t]));
        before = now;
      }
      influence -= errorsAfterwards(length, logWhole[e]) + valuesAfterwards(length - 1, logWhole[e]);
      return estimate + size * influence;
    });
  },
};

function meansOf(sample: CountedLog): StepMeans {
  checkWeights('wdr', sample);
  return stepMeans(sample, sample.count, sample.totals());
}
