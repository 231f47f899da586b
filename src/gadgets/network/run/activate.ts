import type { Activation } from '../../gadgetSpec.js';

/**
 * The activation of each sum, in its place, and its derivative there.
 *
 * @param sums overwritten with their activations
 * @param slopes same length, overwritten
 *
 * Cost O(sums), an exponential each but for `relu`.
 */
export function activate(activation: Activation, sums: Float32Array, slopes: Float32Array): void {
  const n = sums.length;
  switch (activation) {
    case 'sigmoid':
      for (let i = 0; i < n; i++) {
        const share = 1 / (1 + Math.exp(-sums[i]));
        sums[i] = share;
        slopes[i] = share * (1 - share);
      }
      return;
    case 'tanh':
      for (let i = 0; i < n; i++) {
        const value = Math.tanh(sums[i]);
        sums[i] = value;
        slopes[i] = 1 - value * value;
      }
      return;
    case 'relu':
      for (let i = 0; i < n; i++) {
        slopes[i] = sums[i] > 0 ? 1 : 0;
        if (!(sums[i] > 0)) sums[i] = 0;
      }
      return;
    case 'silu':
      for (let i = 0; i < n; i++) {
        const sum = sums[i];
        const share = 1 / (1 + Math.exp(-sum));
        sums[i] = sum * share;
        slopes[i] = share * (1 + sum * (1 - share));
      }
  }
}
