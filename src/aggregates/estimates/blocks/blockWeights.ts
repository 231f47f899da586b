import { addScaled, safeShift } from '../../../ope/study/scaledSums.js';
import type { WeightedSums } from '../../aggregates.js';

/** Sums of the blocks that hold an episode, over scales that all of them share: rows that can be added up. */
export interface BlockWeights {
  /** Shape (M): the blocks, increasing. */
  readonly block: Int32Array;
  /** Shape (M), as are the others of whole episodes: how many, how many of positive weight, Σ G. */
  readonly size: Float64Array;
  readonly positive: Float64Array;
  readonly g: Float64Array;
  /** Logarithm of what weights of whole episodes are divided by; their squares by the square of it. */
  readonly shift: number;
  readonly w: Float64Array;
  readonly w2: Float64Array;
  readonly wg: Float64Array;
  /** Steps of the longest episode, L. */
  readonly length: number;
  /** Shape (L): likewise of the weights up to each step. */
  readonly stepShift: Float64Array;
  /** Shape (M × L): Σ w_t, ended episodes with their last weight, and Σ w_t²; Σ w_t r_t. */
  readonly stepW: Float64Array;
  readonly stepW2: Float64Array;
  readonly stepWr: Float64Array;
  /** What cut weights come to, where the sums have them: see `ClippedSums`. Shape (M). */
  readonly clipped?: { readonly c: Float64Array; readonly cg: Float64Array };
  /** What a model says, where the sums have one. */
  readonly modelled?: ModelledBlocks;
  /** Whether some weight is nothing beside the largest: then a sample without that needs scales of its own. */
  readonly underflows: boolean;
}

export interface ModelledBlocks {
  /** Shape (M): Σ V_0(s_0). */
  readonly v: Float64Array;
  /** Shape (M × L), in the scales of the weights: Σ w_t (r_t − Q_t), and Σ w_t V_{t+1}. */
  readonly stepError: Float64Array;
  readonly stepValue: Float64Array;
}

/**
 * The sums of an aggregate's blocks in shared scales, which are 1 in all but extreme logs.
 *
 * @param taken shape (B): blocks with 0 are left out; default: all that hold an episode
 *
 * Cost O(B + step sums + M · L).
 */
export function blockWeights({ episodes, steps }: WeightedSums, taken?: Float64Array): BlockWeights {
  const block = Int32Array.from(episodes.count.keys()).filter((b) => episodes.count[b] > 0 && taken?.[b] !== 0);
  const rowOf = new Int32Array(episodes.count.length).fill(-1);
  block.forEach((b, row) => (rowOf[b] = row));
  let length = 0;
  for (const t of steps.t) length = Math.max(length, t + 1);
  const scales = scalesOf({ episodes, steps }, rowOf, length);
  const whole = (sums: Float64Array, power: 1 | 2): Float64Array =>
    Float64Array.from(block, (b) => over(sums[b], episodes.logScale[b] - scales.shift, power));
  const [w, w2, wg] = [whole(episodes.w, 1), whole(episodes.w2, 2), whole(episodes.wg, 1)];
  const bySteps = (): Float64Array => new Float64Array(block.length * length);
  const [stepW, stepW2, stepWr] = [bySteps(), bySteps(), bySteps()];
  const { wError, wValue } = steps;
  const of = (sums: Float64Array): Float64Array => Float64Array.from(block, (b) => sums[b]);
  const modelled = episodes.v && wError && wValue && { v: of(episodes.v), stepError: bySteps(), stepValue: bySteps() };
  let underflows = w.some((sum, row) => sum === 0 && episodes.positive[block[row]] > 0);
  // What the ended episodes of a block carry on with, as in memory: by its logarithm.
  const ended = [1, 2].map(() => ({
    sum: new Float64Array(block.length),
    largest: new Float64Array(block.length).fill(-Infinity),
  }));
  let k = 0;
  for (let row = 0; row < block.length; row++) {
    while (k < steps.block.length && steps.block[k] < block[row]) k++;
    for (let t = 0; t < length; t++) {
      const at = row * length + t;
      const shift = scales.stepShift[t];
      [stepW, stepW2].forEach((sums, p) => {
        sums[at] = over(ended[p].sum[row], ended[p].largest[row] / (p + 1) - shift, p + 1);
      });
      if (k === steps.block.length || steps.block[k] !== block[row] || steps.t[k] !== t) continue;
      const log = steps.logScale[k];
      stepW[at] += over(steps.w[k], log - shift);
      stepW2[at] += over(steps.w2[k], log - shift, 2);
      stepWr[at] = over(steps.wr[k], log - shift);
      if (modelled) {
        modelled.stepError[at] = over(wError[k], log - shift);
        modelled.stepValue[at] = over(wValue[k], log - shift);
      }
      underflows ||= stepW[at] === 0 && steps.w[k] > 0;
      if (steps.wEnded[k] > 0) addScaled(ended[0].sum, ended[0].largest, row, steps.wEnded[k], log);
      if (steps.w2Ended[k] > 0) addScaled(ended[1].sum, ended[1].largest, row, steps.w2Ended[k], 2 * log);
      k++;
    }
  }
  const { positive, count, g, clipped } = episodes;
  return {
    ...{ block, size: of(count), positive: of(positive), g: of(g), w, w2, wg },
    ...{ length, stepW, stepW2, stepWr, underflows, ...scales },
    ...(clipped && { clipped: { c: of(clipped.c), cg: of(clipped.cg) } }),
    ...(modelled && { modelled }),
  };
}

/** sum · exp(log)^power, so that squares stay those of what they are of; 0 for a sum of 0, whatever the scale. */
function over(sum: number, log: number, power = 1): number {
  if (sum === 0) return 0;
  const scale = Math.exp(log);
  return power === 1 ? sum * scale : sum * scale * scale;
}

/** As in memory: no shift where exponentials are safe, else the largest log weight, ended episodes with their last. */
function scalesOf(
  { episodes, steps }: Pick<WeightedSums, 'episodes' | 'steps'>,
  rowOf: Int32Array,
  length: number,
): Pick<BlockWeights, 'shift' | 'stepShift'> {
  const largest = episodes.logScale.reduce((most, log, b) => (rowOf[b] < 0 ? most : Math.max(most, log)), -Infinity);
  const at = new Float64Array(length).fill(-Infinity);
  const endedAt = new Float64Array(length).fill(-Infinity);
  for (let k = 0; k < steps.t.length; k++) {
    if (rowOf[steps.block[k]] < 0) continue;
    const [t, log] = [steps.t[k], steps.logScale[k]];
    at[t] = Math.max(at[t], log);
    if (steps.wEnded[k] > 0) endedAt[t] = Math.max(endedAt[t], log);
  }
  let ended = -Infinity;
  return {
    shift: safeShift(largest),
    stepShift: at.map((log, t) => {
      const shift = safeShift(Math.max(log, ended));
      ended = Math.max(ended, endedAt[t]);
      return shift;
    }),
  };
}
