import type { Rng } from '../../../core/random/rng.js';
import { sampleGumbelMax } from '../../../mechanisms/kernels/gumbelMaxNoise.js';
import type { Gadget2Pair } from './gadget2Coupling.js';

/**
 * Draws a cluster given X = x: z with probability prior[z] rowsP[z, x] / p[x].
 *
 * @param nOutcomes K
 * @param x an outcome with p[x] > 0, not checked
 * @returns a cluster whose row has x
 *
 * Cost O(|Z|), no allocation.
 */
export function sampleCluster(rng: Rng, { prior, rowsP }: Gadget2Pair, x: number): number {
  const nOutcomes = rowsP.length / prior.length;
  let evidence = 0;
  for (let z = 0; z < prior.length; z++) evidence += prior[z] * rowsP[z * nOutcomes + x];
  let left = rng.uniform() * evidence;
  let last = 0;
  for (let z = 0; z < prior.length; z++) {
    const weight = prior[z] * rowsP[z * nOutcomes + x];
    if (weight <= 0) continue;
    if (left < weight) return z;
    left -= weight;
    last = z;
  }
  return last;
}

/**
 * Draws Y given X = x under gadget 2: a cluster by its posterior, then Gumbel-max within it.
 *
 * @param x an outcome with p[x] > 0, not checked
 * @returns an outcome that some row of Y has
 *
 * Cost O(|Z| + K); allocates two views.
 */
export function sampleGadget2(rng: Rng, pair: Gadget2Pair, x: number): number {
  const nOutcomes = pair.rowsP.length / pair.prior.length;
  const start = sampleCluster(rng, pair, x) * nOutcomes;
  const p = pair.rowsP.subarray(start, start + nOutcomes);
  const q = pair.rowsQ.subarray(start, start + nOutcomes);
  return sampleGumbelMax(rng, p, q, x);
}
