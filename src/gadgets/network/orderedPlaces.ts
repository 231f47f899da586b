import type { GadgetSpec } from '../gadgetSpec.js';

/** The places among its outcomes, shape (K), of the order that a gadget's clusters begin as, if it has one. */
export function orderedPlaces(spec: GadgetSpec): Int32Array | undefined {
  if (spec.kind === 'gadget-1' || spec.order === undefined) return undefined;
  const placeOf = new Map(spec.outcomes.map((state, place) => [state, place]));
  return Int32Array.from(spec.order, (state) => placeOf.get(state)!);
}
