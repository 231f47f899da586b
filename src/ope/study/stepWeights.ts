import type { Trajectories } from '../../trajectories/trajectories.js';
import { safeShift } from './scaledSums.js';

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
  /** Shape (n): log w_{T−1}, whatever the shift; −Infinity for 0. */
  readonly logWhole: Float64Array;
}

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
  const logWhole = new Float64Array(nEpisodes).fill(-Infinity);
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
    logWhole[e] = sum;
    if (sum > ending[end - first]) ending[end - first] = sum;
  }
  const shift = shifts(largest, ending);
  for (let e = 0; e < nEpisodes; e++) {
    const first = episodeStart[e];
    for (let t = 0; t < live[e]; t++) weight[first + t] = Math.exp(weight[first + t] - shift[t]);
  }
  const whole = logWhole.map((sum) => (sum === -Infinity ? 0 : Math.exp(sum - shift[horizon - 1])));
  return { weight, shift, live, whole, logWhole };
}

/** No shift where exponentials are safe, else the largest log weight. */
function shifts(largest: Float64Array, ending: Float64Array): Float64Array {
  const shift = new Float64Array(largest.length);
  let ended = -Infinity;
  for (let t = 0; t < shift.length; t++) {
    ended = Math.max(ended, ending[t]);
    shift[t] = safeShift(Math.max(largest[t], ended));
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
