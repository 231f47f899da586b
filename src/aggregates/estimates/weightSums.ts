import type { BlockWeights } from './blockWeights.js';

/** The sums of a sample of blocks: all that estimates by weights are made of. */
export interface WeightSums {
  /** Episodes, and those of positive weight. */
  readonly size: number;
  readonly positive: number;
  /** Σ G. */
  readonly g: number;
  /** Of whole episodes, over exp(shift): Σ w, Σ w G. */
  readonly shift: number;
  readonly w: number;
  readonly wg: number;
  /** Shape (L): over exp(stepShift[t]): Σ w_t, ended episodes with their last weight, and Σ w_t r_t. */
  readonly stepShift: Float64Array;
  readonly stepW: Float64Array;
  readonly stepWr: Float64Array;
}

/**
 * Adds blocks up, each so many times.
 *
 * @param times shape (B)
 *
 * Cost O(M · L).
 */
export function sumBlocks(rows: BlockWeights, times: Float64Array): WeightSums {
  const { block, length, stepW: wRows, stepWr: wrRows, shift, stepShift } = rows;
  const stepW = new Float64Array(length);
  const stepWr = new Float64Array(length);
  let [size, positive, g, w, wg] = [0, 0, 0, 0, 0];
  for (let row = 0; row < block.length; row++) {
    const n = times[block[row]];
    if (n === 0) continue;
    size += n * rows.size[row];
    positive += n * rows.positive[row];
    g += n * rows.g[row];
    w += n * rows.w[row];
    wg += n * rows.wg[row];
    const first = row * length;
    for (let t = 0; t < length; t++) {
      stepW[t] += n * wRows[first + t];
      stepWr[t] += n * wrRows[first + t];
    }
  }
  return { size, positive, g, shift, w, wg, stepShift, stepW, stepWr };
}
