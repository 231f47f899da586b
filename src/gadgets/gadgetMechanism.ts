import type { Mechanism } from '../mechanisms/mechanism.js';
import type { GadgetModel } from './gadgetModel.js';
import { gadget1Mechanism } from './inference/gadget1Mechanism.js';
import { gadget2Mechanism } from './inference/gadget2Mechanism.js';
import { isGadget2 } from './inference/gadget2Rows.js';

/**
 * A gadget as a mechanism, for use wherever one is named. It needs no tfjs and runs in a browser.
 *
 * The gadget's outcomes are states by their ids. Distributions may leave any of them out or give them no weight; they
 * may not give weight to another. The marginals are exact whatever the weights.
 *
 * @param name default the gadget's kind
 * @returns in use it throws ArgumentError for a state that the gadget was not made for, and, if the gadget is free, for
 * another pair than its own
 *
 * Cost: a run of the network for each new distribution; see the two kinds.
 *
 * @example
 * const model = untrainedGadget(createRng(1), gadgetSpec('gadget-2', { outcomes: 10 }));
 * completeMechanism(gadgetMechanism(model)).name // 'gadget-2'
 */
export function gadgetMechanism(model: GadgetModel, name: string = model.spec.kind): Mechanism {
  return isGadget2(model) ? gadget2Mechanism(model, name) : gadget1Mechanism(model, name);
}
