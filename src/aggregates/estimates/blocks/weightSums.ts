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
  /** Σ min(w, 20), Σ min(w, 20) G. */
  readonly clipped?: { readonly c: number; readonly cg: number };
  /** Σ V_0(s_0); shape (L), over exp(stepShift[t]): Σ w_t (r_t − Q_t), Σ w_t V_{t+1}. */
  readonly modelled?: { readonly v: number; readonly stepError: Float64Array; readonly stepValue: Float64Array };
}

/**
 * Adds blocks up, each so many times.
 *
 * @param times shape (B)
 *
 * Cost O(M · L).
 */
export function sumBlocks(rows: BlockWeights, times: Float64Array): WeightSums {
  const { block, length, stepW: wRows, stepWr: wrRows, shift, stepShift, clipped, modelled } = rows;
  const stepW = new Float64Array(length);
  const stepWr = new Float64Array(length);
  const stepError = new Float64Array(modelled ? length : 0);
  const stepValue = new Float64Array(modelled ? length : 0);
  let [size, positive, g, w, wg, c, cg, v] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let row = 0; row < block.length; row++) {
    const n = times[block[row]];
    if (n === 0) continue;
    size += n * rows.size[row];
    positive += n * rows.positive[row];
    g += n * rows.g[row];
    w += n * rows.w[row];
    wg += n * rows.wg[row];
    if (clipped) {
      c += n * clipped.c[row];
      cg += n * clipped.cg[row];
    }
    const first = row * length;
    for (let t = 0; t < length; t++) {
      stepW[t] += n * wRows[first + t];
      stepWr[t] += n * wrRows[first + t];
    }
    if (!modelled) continue;
    v += n * modelled.v[row];
    for (let t = 0; t < length; t++) {
      stepError[t] += n * modelled.stepError[first + t];
      stepValue[t] += n * modelled.stepValue[first + t];
    }
  }
  return {
    ...{ size, positive, g, shift, w, wg, stepShift, stepW, stepWr },
    ...(clipped && { clipped: { c, cg } }),
    ...(modelled && { modelled: { v, stepError, stepValue } }),
  };
}
