import type { GadgetSpec } from '../gadgetSpec.js';
import { nFeatures } from './features.js';

/** A dense layer's place in the flat weights: a matrix (nInputs × nOutputs), row-major, and then nOutputs biases. */
export interface LayerPlace {
  readonly nInputs: number;
  readonly nOutputs: number;
  readonly kernel: number;
  readonly bias: number;
}

/** Where each parameter of a gadget stands in one flat vector. */
export interface ParameterLayout {
  /** How many parameters there are. */
  readonly size: number;
  /** The layers of each network: two for gadget 1, one for gadget 2, none if the gadget is free. */
  readonly networks: readonly (readonly LayerPlace[])[];
  /** Offsets of the logits for p and for q of a free gadget; empty for a network. */
  readonly tables: readonly number[];
  /** Offset of the logits of a learned prior over clusters. */
  readonly prior: number | undefined;
  /** How many logits a distribution has: K² for gadget 1, |Z| K for gadget 2. */
  readonly nLogits: number;
}

/**
 * The layout of a gadget's parameters: networks (or tables) for P and then Q, and then the prior.
 *
 * @example
 * parameterLayout(gadgetSpec('gadget-2', { outcomes: 3, nClusters: 4, network: 'free' })).size // 24
 */
export function parameterLayout(spec: GadgetSpec): ParameterLayout {
  const nOutcomes = spec.outcomes.length;
  const nLogits = nOutcomes * (spec.kind === 'gadget-1' ? nOutcomes : spec.nClusters);
  const networks: LayerPlace[][] = [];
  const tables: number[] = [];
  let size = 0;
  if (spec.network === 'free') {
    tables.push(0, nLogits);
    size = 2 * nLogits;
  } else {
    const widths = [nFeatures(nOutcomes), ...spec.network.hidden, nLogits];
    for (let network = 0; network < (spec.kind === 'gadget-1' ? 2 : 1); network++) {
      const layers: LayerPlace[] = [];
      for (let l = 0; l + 1 < widths.length; l++) {
        const [nInputs, nOutputs] = [widths[l], widths[l + 1]];
        const bias = size + nInputs * nOutputs;
        layers.push({ nInputs, nOutputs, kernel: size, bias });
        size = bias + nOutputs;
      }
      networks.push(layers);
    }
  }
  if (spec.kind === 'gadget-1' || !spec.learnPrior) return { size, networks, tables, prior: undefined, nLogits };
  return { size: size + spec.nClusters, networks, tables, prior: size, nLogits };
}
