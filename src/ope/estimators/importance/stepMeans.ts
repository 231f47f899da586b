import { sumsByBlocks } from '../../../core/statistics/sumsByBlocks.js';
import type { CountedLog } from '../../study/countedLog.js';
import { lastStep } from '../../study/stepTerms.js';

/** The sums over episodes that weighted doubly robust estimates are made of. */
export interface StepMeans {
  /** Shape (H): sum_i omega_t^i (r_t^i − Q_t). */
  readonly errors: Float64Array;
  /** Shape (H): sum_i omega_{t−1}^i V_t, omega_{−1} = 1/n. */
  readonly values: Float64Array;
}

/**
 * Weighted means of the model's errors and values at each step.
 *
 * @param count shape (n): times each episode is taken; the ratios and the model are the sample's whatever the counts
 * @param totals shape (H): sums of the weights with these counts
 *
 * Cost O(steps up to the first ratio of 0).
 */
export function stepMeans(sample: CountedLog, count: Float64Array, totals: Float64Array): StepMeans {
  const { log, horizon } = sample.study;
  const { weight, live } = sample.weights();
  const { error, value } = sample.stepTerms();
  let size = 0;
  // Errors, then values.
  const both = sumsByBlocks(live.length, 2 * horizon, (sums, begin, end) => {
    for (let e = begin; e < end; e++) {
      const times = count[e];
      if (times === 0) continue;
      size += times;
      const first = log.episodeStart[e];
      const last = lastStep(live[e], log.episodeStart[e + 1] - first);
      let before = times;
      for (let t = 0; t <= last; t++) {
        const now = t < live[e] ? times * weight[first + t] : 0;
        sums[t] += now * error[first + t];
        sums[horizon + t] += before * value[first + t];
        before = now;
      }
    }
  });
  const [errors, values] = [both.slice(0, horizon), both.slice(horizon)];
  for (let t = 0; t < horizon; t++) {
    errors[t] /= totals[t];
    values[t] /= t === 0 ? size : totals[t - 1];
  }
  return { errors, values };
}

/** sum_t discount^t (errors[t] + values[t]). */
export function discountedSum({ errors, values }: StepMeans, discountPower: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < errors.length; t++) sum += discountPower[t] * (errors[t] + values[t]);
  return sum;
}
