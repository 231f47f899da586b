import { CLIP } from '../../ope/estimators/importance/clippedWeights.js';
import type { ClippedSums } from '../aggregates.js';

const [C, C2, CG, CG2, C2G, C2G2, LEAST, WIDTH] = [0, 1, 2, 3, 4, 5, 6, 7];
const LOG_CLIP = Math.log(CLIP);

/** Sums over whole episodes, by block, of weights cut at 20: see `clippedWeights`. */
export class ClippedTally {
  readonly #sums: Float64Array;

  constructor(blocks: number) {
    this.#sums = new Float64Array(blocks * WIDTH);
    for (let b = 0; b < blocks; b++) this.#sums[b * WIDTH + LEAST] = Infinity;
  }

  /**
   * @param logWeight log w; −∞ for 0
   * @param g the discounted return
   */
  add(block: number, logWeight: number, g: number): void {
    const sums = this.#sums;
    const at = block * WIDTH;
    if (g < sums[at + LEAST]) sums[at + LEAST] = g;
    if (logWeight === -Infinity) return;
    const c = logWeight >= LOG_CLIP ? CLIP : Math.exp(logWeight);
    sums[at + C] += c;
    sums[at + C2] += c * c;
    sums[at + CG] += c * g;
    sums[at + CG2] += c * g * g;
    sums[at + C2G] += c * c * g;
    sums[at + C2G2] += c * c * g * g;
  }

  sums(): ClippedSums {
    const column = (k: number): Float64Array =>
      Float64Array.from({ length: this.#sums.length / WIDTH }, (_, b) => this.#sums[b * WIDTH + k]);
    return {
      ...{ c: column(C), c2: column(C2), cg: column(CG), cg2: column(CG2) },
      ...{ c2g: column(C2G), c2g2: column(C2G2), least: column(LEAST) },
    };
  }
}
