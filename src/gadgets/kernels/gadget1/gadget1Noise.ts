import type { Rng } from '../../../core/random/rng.js';
import { gumbelMaxNoise } from '../../../mechanisms/kernels/gumbelMaxNoise.js';
import type { Gadget1Pair } from './gadget1Race.js';

/**
 * Draws the K × K noise of a gadget-1 step given X = x, as exponentials E: x is the row of the least E / P.
 *
 * The winning cell of row x is (x, z) with probability P[x, z] / p[x]; given the cell, `gumbelMaxNoise` over all cells.
 *
 * @param cellsP shape (K × K), ≥ 0, with a positive row x; not checked
 * @param x the outcome observed
 * @param out shape (K × K), overwritten; a fresh array unless given. Y is the column of the least E[i, j] / Q[j, i]
 *
 * Cost O(K²), no allocation but `out`. Gumbels are −log E.
 */
export function gadget1Noise(
  rng: Rng,
  cellsP: Float64Array,
  x: number,
  out: Float64Array = new Float64Array(cellsP.length),
): Float64Array {
  return gumbelMaxNoise(rng, cellsP, winningCell(rng, cellsP, x), out);
}

/**
 * Draws Y given X = x under gadget 1: the noise of `gadget1Noise`, run again with Q transposed.
 *
 * @param cellsP with a positive row x, not checked
 * @param cellsQ with a positive sum, not checked
 * @returns an outcome whose row of Q has weight
 *
 * Cost O(K²), no allocation.
 */
export function sampleGadget1(rng: Rng, { cellsP, cellsQ }: Gadget1Pair, x: number): number {
  const nOutcomes = Math.sqrt(cellsP.length);
  const winner = winningCell(rng, cellsP, x);
  let total = 0;
  for (let c = 0; c < cellsP.length; c++) total += cellsP[c];
  const least = rng.exponential() / total;
  let y = -1;
  let first = Infinity;
  for (let i = 0, c = 0; i < nOutcomes; i++) {
    for (let j = 0; j < nOutcomes; j++, c++) {
      const weight = cellsQ[j * nOutcomes + i];
      if (weight === 0) continue;
      // As in sampleGumbelMax: in this form rounding cannot break a tie of ratios.
      const arrival = (cellsP[c] / weight) * least + (c === winner ? 0 : rng.exponential() / weight);
      if (arrival < first || y < 0) {
        first = arrival;
        y = j;
      }
    }
  }
  return y;
}

/** Draws a cell of row x by weight. */
function winningCell(rng: Rng, cellsP: Float64Array, x: number): number {
  const nOutcomes = Math.sqrt(cellsP.length);
  const start = x * nOutcomes;
  let rowWeight = 0;
  for (let c = start; c < start + nOutcomes; c++) rowWeight += cellsP[c];
  let left = rng.uniform() * rowWeight;
  let last = start;
  for (let c = start; c < start + nOutcomes; c++) {
    if (cellsP[c] <= 0) continue;
    if (left < cellsP[c]) return c;
    left -= cellsP[c];
    last = c;
  }
  return last;
}
