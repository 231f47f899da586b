import type { EpisodeSums } from '../aggregates.js';

const [COUNT, SCALE, G, G2, W, W2, WG, W2G, W2G2, POSITIVE, STEPS, WIDTH] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

/** Sums over whole episodes, by block: weights over the block's largest so far, products of two over its square. */
export class EpisodeTally {
  readonly #sums: Float64Array;

  constructor(blocks: number) {
    this.#sums = new Float64Array(blocks * WIDTH);
    for (let b = 0; b < blocks; b++) this.#sums[b * WIDTH + SCALE] = -Infinity;
  }

  /**
   * @param logWeight log w; −∞ for 0
   * @param g the discounted return
   */
  add(block: number, steps: number, logWeight: number, g: number): void {
    const sums = this.#sums;
    const at = block * WIDTH;
    sums[at + COUNT] += 1;
    sums[at + STEPS] += steps;
    sums[at + G] += g;
    sums[at + G2] += g * g;
    if (logWeight === -Infinity) return;
    if (logWeight > sums[at + SCALE]) {
      const smaller = Math.exp(sums[at + SCALE] - logWeight);
      sums[at + W] *= smaller;
      sums[at + WG] *= smaller;
      for (const k of [W2, W2G, W2G2]) sums[at + k] *= smaller * smaller;
      sums[at + SCALE] = logWeight;
    }
    const w = Math.exp(logWeight - sums[at + SCALE]);
    sums[at + POSITIVE] += 1;
    sums[at + W] += w;
    sums[at + W2] += w * w;
    sums[at + WG] += w * g;
    sums[at + W2G] += w * w * g;
    sums[at + W2G2] += w * w * g * g;
  }

  sums(): EpisodeSums {
    const column = (k: number): Float64Array =>
      Float64Array.from({ length: this.#sums.length / WIDTH }, (_, b) => this.#sums[b * WIDTH + k]);
    return {
      count: column(COUNT),
      logScale: column(SCALE),
      g: column(G),
      g2: column(G2),
      w: column(W),
      w2: column(W2),
      wg: column(WG),
      w2g: column(W2G),
      w2g2: column(W2G2),
      positive: column(POSITIVE),
      steps: column(STEPS),
    };
  }
}
