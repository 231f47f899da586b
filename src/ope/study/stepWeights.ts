import type { Trajectories } from '../../trajectories/trajectories.js';

/**
 * Importance weights of a log, w_t = rho_0 ⋯ rho_t, kept as w_t · exp(−shift[t]) so that neither a long product nor its
 * sum leaves the range of numbers. In all but extreme logs every shift is 0.
 */
export interface StepWeights {
  /** Shape (steps): w_t · exp(−shift[t]). */
  readonly weight: Float64Array;
  /** Shape (H). */
  readonly shift: Float64Array;
  /** Shape (n): number of steps before the weight of an episode falls to 0 for good. */
  readonly live: Uint32Array;
  /** Shape (n): weight of the whole episode, w_{T−1} · exp(−shift[H − 1]). */
  readonly whole: Float64Array;
}

/** Logarithms up to this size are as safe inside an exponential as sums of many of them. */
const SAFE = 500;

/**
 * Importance weights from one-step log ratios.
 *
 * @param logRatio shape (steps): log rho, −Infinity for 0
 * @param count shape (n): episodes with 0 are left out, with weight 0; default: none
 *
 * Cost O(steps up to the first ratio of 0).
 */
export function stepWeights(
  { nEpisodes, episodeStart }: Trajectories,
  horizon: number,
  logRatio: Float64Array,
  count?: Float64Array,
): StepWeights {
  const weight = new Float64Array(logRatio.length);
  const live = new Uint32Array(nEpisodes);
  const whole = new Float64Array(nEpisodes).fill(-Infinity);
  // Largest log weight at each t, ended episodes with their last one.
  const largest = new Float64Array(horizon).fill(-Infinity);
  const ending = new Float64Array(horizon + 1).fill(-Infinity);
  for (let e = 0; e < nEpisodes; e++) {
    if (count?.[e] === 0) continue;
    const [first, end] = [episodeStart[e], episodeStart[e + 1]];
    let sum = 0;
    let i = first;
    for (; i < end; i++) {
      sum += logRatio[i];
      if (sum === -Infinity) break;
      weight[i] = sum;
      if (sum > largest[i - first]) largest[i - first] = sum;
    }
    live[e] = i - first;
    if (i < end) continue;
    whole[e] = sum;
    if (sum > ending[end - first]) ending[end - first] = sum;
  }
  const shift = shifts(largest, ending);
  for (let e = 0; e < nEpisodes; e++) {
    const first = episodeStart[e];
    for (let t = 0; t < live[e]; t++) weight[first + t] = Math.exp(weight[first + t] - shift[t]);
    whole[e] = whole[e] === -Infinity ? 0 : Math.exp(whole[e] - shift[horizon - 1]);
  }
  return { weight, shift, live, whole };
}

/** No shift where exponentials are safe, else the largest log weight. */
function shifts(largest: Float64Array, ending: Float64Array): Float64Array {
  const shift = new Float64Array(largest.length);
  let ended = -Infinity;
  for (let t = 0; t < shift.length; t++) {
    ended = Math.max(ended, ending[t]);
    const most = Math.max(largest[t], ended);
    if (most > SAFE || (most < -SAFE && most > -Infinity)) shift[t] = most;
  }
  return shift;
}

/** The weights of whole episodes, without a shift: shape (n), fresh. Infinite where they leave the range of numbers. */
export function wholeWeights({ whole, shift }: StepWeights): Float64Array {
  const scale = Math.exp(shift[shift.length - 1]);
  const weights = new Float64Array(whole.length);
  // Not 0 · scale for a weight of 0: the scale may be infinite.
  for (let e = 0; e < whole.length; e++) if (whole[e] > 0) weights[e] = whole[e] * scale;
  return weights;
}

/** Whether the weight of episode e is positive to its end: whether the target policy could have produced it. */
export function agreesToEnd({ episodeStart }: Trajectories, { live }: StepWeights, e: number): boolean {
  return live[e] === episodeStart[e + 1] - episodeStart[e];
}

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
  const { weight, shift, live } = weights;
  const horizon = shift.length;
  const total = new Float64Array(horizon);
  // Weight of the episodes that ended after t steps, in the shift of their last step.
  const ending = new Float64Array(horizon + 1);
  for (let e = 0; e < nEpisodes; e++) {
    const times = count[e];
    if (times === 0) continue;
    const first = episodeStart[e];
    for (let t = 0; t < live[e]; t++) total[t] += times * weight[first + t];
    if (agreesToEnd(log, weights, e)) ending[live[e]] += times * weight[first + live[e] - 1];
  }
  let ended = 0;
  for (let t = 1; t < horizon; t++) {
    ended = (ended + ending[t]) * Math.exp(shift[t - 1] - shift[t]);
    total[t] += ended;
  }
  return total;
}
