import type { Rng } from './rng.js';

/** Tables for drawing from many categorical distributions at once, stored end to end. */
export interface AliasTables {
  /** Start of each distribution, shape (n + 1). */
  readonly start: Uint32Array;
  /** For each cell the share of it that stays with its own outcome, in [0, 1]. */
  readonly threshold: Float64Array;
  /** For each cell the position, within its distribution, that gets the rest. */
  readonly alias: Uint32Array;
}

/**
 * Alias tables of n distributions stored end to end, so that a draw costs one uniform and two look-ups.
 *
 * @param start shape (n + 1), start of each distribution in `probability`; one of length 0 cannot be drawn from
 * @param probability weights ≥ 0 of each distribution, their sum its normaliser; not checked
 * @returns tables of the same layout, freshly allocated
 *
 * Cost O(total length). Source: Vose, "A linear algorithm for generating random numbers with a given distribution",
 * 1991.
 */
export function aliasTables(start: Uint32Array, probability: Float64Array): AliasTables {
  const threshold = new Float64Array(probability.length);
  const alias = new Uint32Array(probability.length);
  const small: number[] = [];
  const large: number[] = [];
  for (let row = 0; row + 1 < start.length; row++) {
    const first = start[row];
    const size = start[row + 1] - first;
    let sum = 0;
    for (let k = 0; k < size; k++) sum += probability[first + k];
    for (let k = size - 1; k >= 0; k--) {
      threshold[first + k] = (probability[first + k] / sum) * size;
      alias[first + k] = k;
      (threshold[first + k] < 1 ? small : large).push(k);
    }
    while (small.length > 0 && large.length > 0) {
      const poor = small.pop()!;
      const rich = large.at(-1)!;
      alias[first + poor] = rich;
      threshold[first + rich] -= 1 - threshold[first + poor];
      if (threshold[first + rich] < 1) small.push(large.pop()!);
    }
    // Only rounding leaves cells here, and every one of them is full but for that. An outcome of probability
    // zero is the exception that must stay impossible: it keeps threshold 0 and gives its cell to a likely one.
    const likely = large.at(-1) ?? small.find((k) => probability[first + k] > 0);
    for (const k of [...small.splice(0), ...large.splice(0)]) {
      if (probability[first + k] > 0) threshold[first + k] = 1;
      else alias[first + k] = likely!;
    }
  }
  return { start, threshold, alias };
}

/**
 * Draws from distribution `row`.
 *
 * @returns the position within the distribution, from 0
 */
export function sampleAlias(rng: Rng, tables: AliasTables, row: number): number {
  const first = tables.start[row];
  const scaled = rng.uniform() * (tables.start[row + 1] - first);
  const cell = Math.floor(scaled);
  return scaled - cell < tables.threshold[first + cell] ? cell : tables.alias[first + cell];
}
