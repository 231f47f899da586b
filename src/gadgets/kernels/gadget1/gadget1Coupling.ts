import { addRaceCoupling, addRaceRow } from '../race/raceCoupling.js';
import { type Race, prepareRace } from '../race/race.js';
import { type Gadget1Pair, setGadget1Race } from './gadget1Race.js';

/**
 * The exact coupling of gadget 1: J[x, y] = P(X = x, Y = y).
 *
 * @param race of `createRace(K, 'square')`, overwritten
 * @param out shape (K × K), overwritten; a fresh array unless given
 * @returns `out`: row sums p / sum(p), column sums q / sum(q), where p and q are the row sums of the cells
 *
 * Cost O(K² log K + K³), no allocation but `out`. Source: Lorberbom et al. 2021 for the mechanism; the closed form is
 * ours.
 *
 * @example
 * const pair = { cellsP: Float64Array.of(0.5, 0, 0, 0.5), cellsQ: Float64Array.of(1, 0, 0, 0) };
 * gadget1Coupling(createRace(2, 'square'), pair) // [0.5, 0, 0.5, 0]
 */
export function gadget1Coupling(
  race: Race,
  pair: Gadget1Pair,
  out: Float64Array = new Float64Array(race.nCells),
): Float64Array {
  setGadget1Race(race, pair);
  prepareRace(race);
  out.fill(0);
  addRaceCoupling(race, 1, out);
  return out;
}

/**
 * One counterfactual row of gadget 1: CF(y | x) = J[x, y] / p[x], for p[x] > 0 (not checked).
 *
 * @param race of `createRace(K, 'square')`, overwritten
 * @param out shape (K), overwritten; a fresh array unless given
 * @returns `out`, sums to 1
 *
 * Cost O(K² log K), no allocation but `out`.
 *
 * @example
 * const pair = { cellsP: Float64Array.of(0.5, 0, 0, 0.5), cellsQ: Float64Array.of(1, 0, 0, 0) };
 * gadget1Row(createRace(2, 'square'), pair, 1) // [1, 0]
 */
export function gadget1Row(
  race: Race,
  pair: Gadget1Pair,
  x: number,
  out: Float64Array = new Float64Array(race.nOutcomes),
): Float64Array {
  setGadget1Race(race, pair);
  prepareRace(race);
  out.fill(0);
  addRaceRow(race, x, 1, out);
  return out;
}
