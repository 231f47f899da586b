import type { Rng } from '../../core/random/rng.js';
import type { GadgetSpec } from '../gadgetSpec.js';
import { parameterLayout } from './parameterLayout.js';

/** The last layer starts small, so that an untrained gadget is nearly the same for all distributions. */
const LAST_LAYER = 0.1;

/** Standard deviation of the logits of a free gadget: enough for its clusters to differ. */
const TABLE = 0.1;

/** What the diagonal of gadget 1 has before the others. Infinite would be Gumbel-max, and no gradient. */
const DIAGONAL = 4;

/**
 * Weights to start training from, close to Gumbel-max.
 *
 * Kernels are normal with variance 2 / nInputs, the last one's with a hundredth of 1 / nInputs; biases and the prior's
 * logits are 0, but for a diagonal that gadget 1 starts from. Each layer has a random stream of its own.
 *
 * @returns shape (`parameterLayout(spec).size`)
 *
 * Source: He et al., ICCV 2015, for the hidden layers; the rest was chosen on the papers' pairs.
 */
export function initialise(rng: Rng, spec: GadgetSpec): Float32Array {
  const { size, networks, tables, nLogits } = parameterLayout(spec);
  const weights = new Float32Array(size);
  networks.forEach((layers, n) => {
    layers.forEach(({ nInputs, kernel, bias }, l) => {
      const stream = rng.fork('layer', n, l);
      const last = l === layers.length - 1;
      const scale = (last ? LAST_LAYER : 1) * Math.sqrt((last ? 1 : 2) / nInputs);
      for (let i = kernel; i < bias; i++) weights[i] = scale * stream.normal();
      if (last && spec.kind === 'gadget-1') addDiagonal(weights, bias, spec.outcomes.length);
    });
  });
  tables.forEach((offset, n) => {
    const stream = rng.fork('table', n);
    for (let i = offset; i < offset + nLogits; i++) weights[i] = TABLE * stream.normal();
    if (spec.kind === 'gadget-1') addDiagonal(weights, offset, spec.outcomes.length);
  });
  return weights;
}

function addDiagonal(weights: Float32Array, offset: number, nOutcomes: number): void {
  for (let k = 0; k < nOutcomes; k++) weights[offset + k * (nOutcomes + 1)] += DIAGONAL;
}
