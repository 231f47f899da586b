import { sumsByBlocks } from '../../core/statistics/sumsByBlocks.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { addScaled } from './scaledSums.js';
import type { StepWeights } from './stepWeights.js';

/**
 * Sum of the weights at each t over all episodes, ended ones with their last weight, by multiplicity.
 *
 *     total[t] = sum_i count[i] w_t^i · exp(−shift[t])
 *
 * @param count shape (n)
 * @returns shape (H)
 */
export function weightTotals(log: Trajectories, weights: StepWeights, count: Float64Array): Float64Array {
  const { nEpisodes, episodeStart } = log;
  const { weight, live } = weights;
  const total = sumsByBlocks(nEpisodes, weights.shift.length, (sums, begin, end) => {
    for (let e = begin; e < end; e++) {
      const times = count[e];
      if (times === 0) continue;
      const first = episodeStart[e];
      for (let t = 0; t < live[e]; t++) sums[t] += times * weight[first + t];
    }
  });
  const ended = endedWeights(log, weights, count);
  return total.map((sum, t) => sum + ended[t]);
}

/**
 * What the episodes that have ended before each t carry on with, their last weight or its square:
 *
 *     ended[t] = sum over i of length ≤ t of count[i] w_i^power · exp(−power · shift[t])
 *
 * An episode that is nothing beside the others at its own end may be all that there is later on, where those have
 * fallen: so sums are carried from step to step by their logarithms, unless no step has a shift.
 *
 * @param count shape (n): times each episode is taken
 * @returns shape (H)
 *
 * Cost O(n + H).
 */
export function endedWeights(
  { nEpisodes, episodeStart }: Trajectories,
  { whole, logWhole, shift }: StepWeights,
  count: Float64Array,
  power: 1 | 2 = 1,
): Float64Array {
  const horizon = shift.length;
  const plain = shift.every((s) => s === 0);
  // Of the episodes of each length: the sum over its largest term, and the logarithm of that.
  const sum = new Float64Array(horizon + 1);
  const largest = new Float64Array(horizon + 1).fill(plain ? 0 : -Infinity);
  for (let e = 0; e < nEpisodes; e++) {
    const length = episodeStart[e + 1] - episodeStart[e];
    if (count[e] === 0 || logWhole[e] === -Infinity) continue;
    if (plain) sum[length] += count[e] * whole[e] ** power;
    else addScaled(sum, largest, length, count[e], power * logWhole[e]);
  }
  const ended = new Float64Array(horizon);
  for (let t = 1; t < horizon; t++) {
    if (t > 1 && sum[t - 1] > 0) addScaled(sum, largest, t, sum[t - 1], largest[t - 1]);
    if (sum[t] > 0) ended[t] = sum[t] * Math.exp(largest[t] - power * shift[t]);
  }
  return ended;
}
