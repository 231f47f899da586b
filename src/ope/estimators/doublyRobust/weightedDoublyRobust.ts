import { checkWeights } from '../../study/checkWeights.js';
import type { Estimator } from '../estimator.js';
import type { CountedLog } from '../../study/countedLog.js';
import { type StepMeans, discountedSum, stepMeans } from '../importance/stepMeans.js';
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
  estimate: (sample) => discountedSum(meansOf(sample), sample.study.discountPower),
  terms(sample) {
    const { study, size } = sample;
    const { log, discountPower } = study;
    const { weight, live, whole } = sample.weights();
    const { error, value } = sample.stepTerms();
    const totals = sample.totals();
    const means = meansOf(sample);
    const estimate = discountedSum(means, discountPower);
    const afterwards = influenceOfEnded(sample, means);
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
      return estimate + size * (whole[e] > 0 ? influence - whole[e] * afterwards[length] : influence);
    });
  },
};

function meansOf(sample: CountedLog): StepMeans {
  checkWeights('wdr', sample);
  return stepMeans(sample, sample.count, sample.totals());
}

/** An ended episode's weight is in the normalisers of all later steps: what a unit of it, in the last shift, takes away from t on. */
function influenceOfEnded(sample: CountedLog, { errors, values }: StepMeans): Float64Array {
  const { horizon, discountPower } = sample.study;
  const { shift } = sample.weights();
  const totals = sample.totals();
  const share = totals.map((total, t) => Math.exp(shift[horizon - 1] - shift[t]) / total);
  const sums = new Float64Array(horizon + 1);
  for (let t = horizon - 1; t >= 1; t--)
    sums[t] = sums[t + 1] + discountPower[t] * (share[t] * errors[t] + share[t - 1] * values[t]);
  return sums;
}
