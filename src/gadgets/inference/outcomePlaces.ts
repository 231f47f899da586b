import { ArgumentError } from '../../core/errors.js';

/** A distribution over some of a gadget's outcomes, seen from the gadget. */
export interface OutcomePlaces {
  /** The position among the gadget's K outcomes of each outcome given, or −1 for one that the gadget does not know. */
  readonly placesOf: (outcomes: Uint32Array) => Int32Array;
  /** The distribution over all K outcomes, zeros where it says nothing. */
  readonly spread: (p: Float64Array, places: Int32Array, outcomes: Uint32Array) => Float64Array;
}

/**
 * Translates between the outcomes of a call and those that a gadget was made for.
 *
 * @param name of the gadget, for messages
 * @param known state ids, increasing
 */
export function outcomePlaces(name: string, known: readonly number[]): OutcomePlaces {
  const placeOf = new Map(known.map((id, place) => [id, place]));
  return {
    placesOf: (outcomes) => Int32Array.from(outcomes, (id) => placeOf.get(id) ?? -1),
    spread(p, places, outcomes) {
      const full = new Float64Array(known.length);
      for (let k = 0; k < p.length; k++) {
        if (places[k] >= 0) full[places[k]] = p[k];
        else if (p[k] > 0)
          throw new ArgumentError(
            `mechanism ${name}: it was made for ${listed(known)}, got state ${outcomes[k]} with probability ${p[k]} - train a gadget on all states that can occur`,
          );
      }
      return full;
    },
  };
}

function listed(known: readonly number[]): string {
  const shown = known.slice(0, 8).join(', ');
  return known.length <= 8 ? `the states ${shown}` : `${known.length} states (${shown}, ...)`;
}
