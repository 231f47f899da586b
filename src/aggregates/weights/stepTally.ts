import type { StepSums } from '../aggregates.js';

const [COUNT, SCALE, W, W2, WR, ENDED, W_ENDED, W2_ENDED, W_ERROR, W_VALUE, WIDTH] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const FIRST_STEPS = 16;

/**
 * Sums over the steps at each time, by block: weights over the largest so far of that block and time. What an episode
 * touches lies side by side.
 */
export class StepTally {
  readonly #blocks: number;
  /** Times there is room for. */
  #steps = FIRST_STEPS;
  #sums: Float64Array;

  constructor(blocks: number) {
    this.#blocks = blocks;
    this.#sums = emptySums(blocks * this.#steps);
  }

  /**
   * @param logWeight log w_t of an episode that has a step t; −∞ for 0
   * @param error what a model is off by: r_t − Q_t
   */
  add(block: number, t: number, logWeight: number, reward: number, error: number): void {
    if (t >= this.#steps) this.#grow(t);
    const sums = this.#sums;
    const at = (block * this.#steps + t) * WIDTH;
    sums[at + COUNT] += 1;
    if (logWeight === -Infinity) return;
    if (logWeight > sums[at + SCALE]) rescale(sums, at, logWeight);
    const w = Math.exp(logWeight - sums[at + SCALE]);
    sums[at + W] += w;
    sums[at + W2] += w * w;
    sums[at + WR] += w * reward;
    sums[at + W_ERROR] += w * error;
  }

  /**
   * That the episode whose step t was added has another one.
   *
   * @param logWeight log w_t
   * @param value V_{t+1} of the state it is in then
   */
  goOn(block: number, t: number, logWeight: number, value: number): void {
    const sums = this.#sums;
    const at = (block * this.#steps + t) * WIDTH;
    if (logWeight > -Infinity) sums[at + W_VALUE] += Math.exp(logWeight - sums[at + SCALE]) * value;
  }

  /** That the episode whose step t was added had no further one. */
  end(block: number, t: number, logWeight: number): void {
    const sums = this.#sums;
    const at = (block * this.#steps + t) * WIDTH;
    sums[at + ENDED] += 1;
    if (logWeight === -Infinity) return;
    const w = Math.exp(logWeight - sums[at + SCALE]);
    sums[at + W_ENDED] += w;
    sums[at + W2_ENDED] += w * w;
  }

  /** @param modelled whether errors and values were those of a model */
  sums(modelled: boolean): StepSums {
    const used: number[] = [];
    for (let row = 0; row < this.#blocks * this.#steps; row++) if (this.#sums[row * WIDTH + COUNT] > 0) used.push(row);
    const column = (k: number): Float64Array => Float64Array.from(used, (row) => this.#sums[row * WIDTH + k]);
    return {
      block: Int32Array.from(used, (row) => Math.floor(row / this.#steps)),
      t: Int32Array.from(used, (row) => row % this.#steps),
      count: column(COUNT),
      logScale: column(SCALE),
      w: column(W),
      w2: column(W2),
      wr: column(WR),
      ended: column(ENDED),
      wEnded: column(W_ENDED),
      w2Ended: column(W2_ENDED),
      ...(modelled && { wError: column(W_ERROR), wValue: column(W_VALUE) }),
    };
  }

  #grow(t: number): void {
    const steps = 2 ** Math.ceil(Math.log2(t + 1));
    const sums = emptySums(this.#blocks * steps);
    const size = this.#steps * WIDTH;
    for (let b = 0; b < this.#blocks; b++) sums.set(this.#sums.subarray(b * size, (b + 1) * size), b * steps * WIDTH);
    this.#sums = sums;
    this.#steps = steps;
  }
}

function emptySums(rows: number): Float64Array {
  const sums = new Float64Array(rows * WIDTH);
  for (let row = 0; row < rows; row++) sums[row * WIDTH + SCALE] = -Infinity;
  return sums;
}

function rescale(sums: Float64Array, at: number, logWeight: number): void {
  const smaller = Math.exp(sums[at + SCALE] - logWeight);
  sums[at + W] *= smaller;
  sums[at + W2] *= smaller * smaller;
  sums[at + WR] *= smaller;
  sums[at + W_ENDED] *= smaller;
  sums[at + W2_ENDED] *= smaller * smaller;
  sums[at + W_ERROR] *= smaller;
  sums[at + W_VALUE] *= smaller;
  sums[at + SCALE] = logWeight;
}
