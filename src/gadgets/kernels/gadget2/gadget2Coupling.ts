import { addRaceCoupling, addRaceRow } from '../race/raceCoupling.js';
import { type Race, prepareRace } from '../race/race.js';

/**
 * Gadget 2 for one pair: the prior and the distributions given each cluster, as `clusterRows` makes them. Not checked.
 */
export interface Gadget2Pair {
  /** Shape (nClusters), probabilities. */
  readonly prior: Float64Array;
  /** Shape (nClusters × K), row-major: rows of X's outcome. */
  readonly rowsP: Float64Array;
  /** As rowsP, of Y's outcome. */
  readonly rowsQ: Float64Array;
}

/**
 * The exact coupling of gadget 2: within a cluster Gumbel-max, the clusters mixed by their prior.
 *
 *     J = sum over z of prior[z] GumbelMax(rowsP[z], rowsQ[z])
 *
 * @param race of `createRace(K, 'diagonal')`, overwritten
 * @param out shape (K × K), overwritten; a fresh array unless given
 * @returns `out`: row sums p, column sums q
 *
 * Cost O(|Z| K²), no allocation but `out`. Source: Lorberbom et al. 2021 for the mechanism; the closed form is ours.
 *
 * @example
 * const pair = { prior: Float64Array.of(1), rowsP: Float64Array.of(0.5, 0.5), rowsQ: Float64Array.of(1, 0) };
 * gadget2Coupling(createRace(2, 'diagonal'), pair) // [0.5, 0, 0.5, 0]
 */
export function gadget2Coupling(
  race: Race,
  pair: Gadget2Pair,
  out: Float64Array = new Float64Array(race.nOutcomes * race.nOutcomes),
): Float64Array {
  out.fill(0);
  for (let z = 0; z < pair.prior.length; z++) {
    if (pair.prior[z] === 0) continue;
    setClusterRace(race, pair, z);
    addRaceCoupling(race, pair.prior[z], out);
  }
  return out;
}

/**
 * One counterfactual row of gadget 2: the clusters by their posterior given x, Gumbel-max rows within.
 *
 *     CF(y | x) = sum over z of prior[z] rowsP[z, x] GumbelMax row x of (rowsP[z], rowsQ[z]) / p[x]
 *
 * @param race of `createRace(K, 'diagonal')`, overwritten
 * @param x an outcome with p[x] > 0, not checked
 * @param out shape (K), overwritten; a fresh array unless given
 * @returns `out`, sums to 1
 *
 * Cost O(|Z| K log K), no allocation but `out`.
 *
 * @example
 * const pair = { prior: Float64Array.of(1), rowsP: Float64Array.of(0.5, 0.5), rowsQ: Float64Array.of(1, 0) };
 * gadget2Row(createRace(2, 'diagonal'), pair, 1) // [1, 0]
 */
export function gadget2Row(
  race: Race,
  pair: Gadget2Pair,
  x: number,
  out: Float64Array = new Float64Array(race.nOutcomes),
): Float64Array {
  const { prior, rowsP } = pair;
  let evidence = 0;
  for (let z = 0; z < prior.length; z++) evidence += prior[z] * rowsP[z * race.nOutcomes + x];
  out.fill(0);
  for (let z = 0; z < prior.length; z++) {
    const weight = prior[z] * rowsP[z * race.nOutcomes + x];
    if (weight === 0) continue;
    setClusterRace(race, pair, z);
    addRaceRow(race, x, weight / evidence, out);
  }
  return out;
}

/** Prepares the race of cluster z. */
export function setClusterRace(race: Race, { rowsP, rowsQ }: Gadget2Pair, z: number): void {
  const { nOutcomes, weightX, weightY } = race;
  for (let k = 0; k < nOutcomes; k++) {
    weightX[k] = rowsP[z * nOutcomes + k];
    weightY[k] = rowsQ[z * nOutcomes + k];
  }
  prepareRace(race);
}
