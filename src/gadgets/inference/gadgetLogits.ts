import { ArgumentError } from '../../core/errors.js';
import type { GadgetModel } from '../gadgetModel.js';
import { nFeatures, writeFeatures } from '../network/features.js';
import { forwardPass } from '../network/forwardPass.js';
import { parameterLayout } from '../network/parameterLayout.js';

/** The world that a distribution belongs to: X's or Y's. Only gadget 2 with a network does not care. */
export type Side = 'p' | 'q';

/** How far p may be from the pair that a free gadget is for. */
const SAME = 1e-9;

/**
 * A gadget's logits for a distribution over its K outcomes: its network's answer, without tfjs.
 *
 * @returns a function that throws ArgumentError if the gadget is free and the distribution is not the one that it is
 *   for
 * @throws ArgumentError if the gadget is free and has no pair
 *
 * Cost: two operations a weight of the network.
 */
export function gadgetLogits({ spec, weights, pair }: GadgetModel): (p: Float64Array, side: Side) => Float64Array {
  const { networks, tables, nLogits } = parameterLayout(spec);
  if (spec.network === 'free') {
    if (pair === undefined)
      throw new ArgumentError(`mechanism ${spec.kind}: a free gadget needs the pair that it is for, got none`);
    return (p, side) => {
      const fixed = pair[side];
      const differs = p.findIndex((value, k) => !(Math.abs(value - fixed[k]) <= SAME));
      if (differs >= 0)
        throw new ArgumentError(
          `mechanism ${spec.kind}: a free gadget is for the one pair it was trained on, ${side}[${differs}] = ${fixed[differs]}, got ${p[differs]} - train a gadget with a network`,
        );
      const offset = tables[side === 'p' ? 0 : 1];
      return Float64Array.from(weights.subarray(offset, offset + nLogits));
    };
  }
  const { activation } = spec.network;
  return (p, side) => {
    const input = new Float64Array(nFeatures(p.length));
    writeFeatures(p, input, 0);
    return forwardPass(networks[side === 'q' ? networks.length - 1 : 0], activation, weights, input);
  };
}
