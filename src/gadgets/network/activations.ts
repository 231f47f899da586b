import type { Activation } from '../gadgetSpec.js';

/** The activation functions in float64; tfjs has its own for training. */
export const activations: Readonly<Record<Activation, (x: number) => number>> = {
  sigmoid,
  tanh: Math.tanh,
  relu: (x) => Math.max(0, x),
  silu: (x) => x * sigmoid(x),
};

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
