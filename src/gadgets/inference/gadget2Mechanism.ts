import type { Mechanism } from '../../mechanisms/mechanism.js';
import { type Gadget2Pair, gadget2Coupling, gadget2Row } from '../kernels/gadget2/gadget2Coupling.js';
import { sampleGadget2 } from '../kernels/gadget2/sampleGadget2.js';
import { type Race, createRace } from '../kernels/race/race.js';
import { type Gadget2Model, gadget2Prior, gadget2Rows } from './gadget2Rows.js';
import type { Side } from './gadgetLogits.js';
import { outcomePlaces } from './outcomePlaces.js';
import { rememberRecent } from './rememberRecent.js';

/** Distributions whose rows are kept: |Z| numbers for each outcome that is possible. */
const KEPT = 4000;

/**
 * Gadget 2 as a mechanism: exact coupling and rows, draws by the posterior over clusters and then by noise, and the
 * outcome itself as a function of the distribution and 1 + K uniforms.
 *
 * Implicit, unless it is free.
 *
 * Cost, beside two runs of the network that are remembered: a coupling O(|Z| K²), a row O(|Z| K log K), a draw O(|Z| +
 * K), K the outcomes of the call.
 */
export function gadget2Mechanism(model: Gadget2Model, name: string): Mechanism {
  const { spec } = model;
  const { nClusters } = spec;
  const nKnown = spec.outcomes.length;
  const { placesOf, spread } = outcomePlaces(name, spec.outcomes);
  const prior = gadget2Prior(model);
  const compute = gadget2Rows(model);
  const possibleRows = rememberRecent(
    ({ full, side }: { readonly full: Float64Array; readonly side: Side }) => {
      const { rows } = compute(full, side);
      return rows.filter((_, at) => full[at % nKnown] > 0);
    },
    // One network serves both sides: what it said of p holds for q.
    ({ full, side }) => `${spec.network === 'free' ? side : ''} ${full.join()}`,
    KEPT,
  );
  /** Shape (|Z| × the outcomes of the call). */
  const rowsOf = (p: Float64Array, side: Side, outcomes: Uint32Array): Float64Array => {
    const possible = possibleRows({ full: spread(p, placesOf(outcomes), outcomes), side });
    const rows = new Float64Array(nClusters * p.length);
    for (let at = 0, from = 0; at < rows.length; at++) if (p[at % p.length] > 0) rows[at] = possible[from++];
    return rows;
  };
  const pairOf = (p: Float64Array, q: Float64Array, outcomes: Uint32Array): Gadget2Pair => ({
    prior,
    rowsP: rowsOf(p, 'p', outcomes),
    rowsQ: rowsOf(q, 'q', outcomes),
  });
  let race: Race = createRace(1, 'diagonal');
  const raceFor = (nOutcomes: number): Race => {
    if (race.nOutcomes !== nOutcomes) race = createRace(nOutcomes, 'diagonal');
    return race;
  };
  const closedForms: Mechanism = {
    name,
    implicit: spec.network !== 'free',
    coupling: (p, q, outcomes) => gadget2Coupling(raceFor(p.length), pairOf(p, q, outcomes)),
    counterfactual: (p, q, x, outcomes) => gadget2Row(raceFor(p.length), pairOf(p, q, outcomes), x),
    sample: (rng, p, q, x, outcomes) => sampleGadget2(rng, pairOf(p, q, outcomes), x),
  };
  if (!closedForms.implicit) return closedForms;
  return {
    ...closedForms,
    noiseDimension: (nOutcomes) => 1 + nOutcomes,
    outcome(p, noise, outcomes) {
      const start = clusterOf(prior, noise[0]) * p.length;
      return firstArrival(rowsOf(p, 'p', outcomes), start, noise);
    },
  };
}

function clusterOf(prior: Float64Array, u: number): number {
  let left = u;
  let last = 0;
  for (let z = 0; z < prior.length; z++) {
    if (prior[z] === 0) continue;
    if (left < prior[z]) return z;
    left -= prior[z];
    last = z;
  }
  return last;
}

/** argmin of −log u[k] / row[k]: Gumbel-max within the cluster whose row starts there. */
function firstArrival(rows: Float64Array, start: number, noise: Float64Array): number {
  let winner = -1;
  let first = Infinity;
  for (let k = 0; k + 1 < noise.length; k++) {
    const weight = rows[start + k];
    if (weight === 0) continue;
    const arrival = -Math.log(noise[1 + k]) / weight;
    if (arrival < first || winner < 0) {
      first = arrival;
      winner = k;
    }
  }
  return winner;
}
