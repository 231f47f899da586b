import type { Race } from '../race/race.js';

/** The two matrices of gadget 1, each shape (K × K), row-major, ≥ 0 with a positive sum. Not checked. */
export interface Gadget1Pair {
  /** P: its row sums are the weights of X. */
  readonly cellsP: Float64Array;
  /** Q: its row sums are the weights of Y. */
  readonly cellsQ: Float64Array;
}

/**
 * Writes the cells of gadget 1 as the weights of a race, not yet prepared.
 *
 * Gadget 1 runs one K × K matrix of Gumbels against P for X and, transposed, against Q for Y. So cell (i, j) stands for
 * X = i at weight P[i, j] and for Y = j at weight Q[j, i], and gadget 1 is Gumbel-max over the K² cells.
 *
 * @param race of `createRace(K, 'square')`
 *
 * Cost O(K²), no allocation. Source: Lorberbom et al. 2021 for gadget 1; the reduction is ours.
 */
export function setGadget1Race(race: Race, { cellsP, cellsQ }: Gadget1Pair): void {
  race.weightX.set(cellsP);
  transpose(cellsQ, race.nOutcomes, race.weightY);
}

/**
 * The transpose of a square matrix: of the cells of Y, and of their gradient on the way back.
 *
 * @param out shape (size × size), overwritten, not `matrix` itself
 */
export function transpose(matrix: Float64Array, size: number, out: Float64Array): void {
  for (let i = 0, from = 0; i < size; i++) {
    for (let j = 0, to = i; j < size; j++, to += size) out[to] = matrix[from++];
  }
}
