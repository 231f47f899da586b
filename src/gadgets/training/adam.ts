/** The optimiser's memory: as long as the weights. */
export interface AdamState {
  /** Running mean of the gradient. */
  readonly mean: Float32Array;
  /** Running mean of its square. */
  readonly square: Float32Array;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** The memory before the first step. */
export function createAdamState(size: number): AdamState {
  return { mean: new Float32Array(size), square: new Float32Array(size) };
}

/**
 * One step of Adam, in place.
 *
 *     m = 0.9 m + 0.1 g    v = 0.999 v + 0.001 g²
 *     w −= rate · (m / (1 − 0.9^t)) / (sqrt(v / (1 − 0.999^t)) + 1e-8)
 *
 * Ours and not that of tfjs, whose state cannot be put back to the bit: a resumed run would differ.
 *
 * @param weights changed
 * @param gradient shape of the weights
 * @param state changed
 * @param step t, from 1
 * @returns the size of the largest weight after it; not a number if the gradient was none somewhere
 *
 * Cost O(weights), no allocation. Source: Kingma & Ba, ICLR 2015, algorithm 1.
 */
export function adamStep(
  weights: Float32Array,
  gradient: Float32Array,
  { mean, square }: AdamState,
  step: number,
  rate: number,
): number {
  const scale = rate / (1 - BETA1 ** step);
  const correction = 1 / (1 - BETA2 ** step);
  let most = 0;
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i];
    const m = BETA1 * mean[i] + (1 - BETA1) * g;
    const v = BETA2 * square[i] + (1 - BETA2) * g * g;
    mean[i] = m;
    square[i] = v;
    const weight = weights[i] - (scale * m) / (Math.sqrt(v * correction) + EPSILON);
    weights[i] = weight;
    most = Math.max(most, Math.abs(weight));
  }
  return most;
}
