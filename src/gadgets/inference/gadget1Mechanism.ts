import type { Mechanism } from '../../mechanisms/mechanism.js';
import type { GadgetModel } from '../gadgetModel.js';
import { gadget1Cells } from '../kernels/gadget1/gadget1Cells.js';
import { gadget1Coupling, gadget1Row } from '../kernels/gadget1/gadget1Coupling.js';
import { sampleGadget1 } from '../kernels/gadget1/gadget1Noise.js';
import type { Gadget1Pair } from '../kernels/gadget1/gadget1Race.js';
import { createRace } from '../kernels/race/race.js';
import { type Side, gadgetLogits } from './gadgetLogits.js';
import { outcomePlaces } from './outcomePlaces.js';
import { rememberRecent } from './rememberRecent.js';

/** Joints kept: K² numbers each. */
const KEPT = 500;

/**
 * Gadget 1 as a mechanism: exact coupling and rows, and draws by its own noise.
 *
 * Not implicit: the noise is transposed for the second world. Where the counterfactual action and state are those
 * observed it still draws anew, so it is none of the mechanisms that counterfactual bounds are over, and may lie
 * outside them.
 *
 * Cost, beside two runs of a network that are remembered: a coupling O(K³), a row O(K² log K), a draw O(K²), K the
 * outcomes of the gadget and not those of the call.
 */
export function gadget1Mechanism(model: GadgetModel, name: string): Mechanism {
  const { outcomes: known } = model.spec;
  const { placesOf, spread } = outcomePlaces(name, known);
  const logits = gadgetLogits(model);
  const cells = rememberRecent(
    ({ full, side }: { readonly full: Float64Array; readonly side: Side }) => gadget1Cells(full, logits(full, side)),
    ({ full, side }) => `${side} ${full.join()}`,
    KEPT,
  );
  const race = createRace(known.length, 'square');
  const pairOf = (p: Float64Array, q: Float64Array, places: Int32Array, outcomes: Uint32Array): Gadget1Pair => ({
    cellsP: cells({ full: spread(p, places, outcomes), side: 'p' }),
    cellsQ: cells({ full: spread(q, places, outcomes), side: 'q' }),
  });
  return {
    name,
    implicit: false,
    coupling(p, q, outcomes) {
      const places = placesOf(outcomes);
      const full = gadget1Coupling(race, pairOf(p, q, places, outcomes));
      const coupling = new Float64Array(p.length * q.length);
      for (let x = 0, c = 0; x < p.length; x++) {
        for (let y = 0; y < q.length; y++, c++)
          if (places[x] >= 0 && places[y] >= 0) coupling[c] = full[places[x] * known.length + places[y]];
      }
      return coupling;
    },
    counterfactual(p, q, x, outcomes) {
      const places = placesOf(outcomes);
      const full = gadget1Row(race, pairOf(p, q, places, outcomes), places[x]);
      return Float64Array.from(places, (place) => (place < 0 ? 0 : full[place]));
    },
    sample(rng, p, q, x, outcomes) {
      const places = placesOf(outcomes);
      return places.indexOf(sampleGadget1(rng, pairOf(p, q, places, outcomes), places[x]));
    },
  };
}
