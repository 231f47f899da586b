import { checkWeights } from '../../study/checkWeights.js';
import type { Estimator } from '../estimator.js';
import { meanOf } from '../importance/meanOf.js';
import type { CountedLog } from '../../study/countedLog.js';
import { lastStep } from '../../study/stepTerms.js';

/**
 * Doubly robust: the model's values, corrected by weighted errors of the model. Unbiased where the behaviour is known
 * and Q was not fitted to the same episodes (cross-fitting).
 *
 *     mean_i sum_t discount^t [ w_t (r_t − Q_t(s_t, a_t)) + w_{t−1} V_t(s_t) ],   w_{−1} = 1
 *
 * Source: Jiang & Li, ICML 2016; Thomas & Brunskill, ICML 2016.
 */
export const doublyRobust: Estimator = {
  name: 'dr',
  summary: "doubly robust: the model's value, corrected by weighted errors",
  usesWeights: true,
  usesModel: true,
  byStep: true,
  equivariant: ['scale', 'shift'],
  estimate(sample) {
    checkWeights('dr', sample);
    return meanOf(sample, correctedValues(sample));
  },
  terms: correctedValues,
};

/** The sum over t of each episode, shape (n). */
function correctedValues(sample: CountedLog): Float64Array {
  const { log, discountPower } = sample.study;
  const { episodeStart } = log;
  const { weight, shift, live } = sample.weights();
  const { error, value } = sample.stepTerms();
  const scale = shift.map((s) => Math.exp(s));
  const sums = new Float64Array(live.length);
  for (let e = 0; e < live.length; e++) {
    if (sample.count[e] === 0) continue;
    const first = episodeStart[e];
    const last = lastStep(live[e], episodeStart[e + 1] - first);
    let before = 1;
    for (let t = 0; t <= last; t++) {
      const i = first + t;
      const now = t < live[e] ? weight[i] * scale[t] : 0;
      sums[e] += discountPower[t] * (now * error[i] + before * value[i]);
      before = now;
    }
  }
  return sums;
}
