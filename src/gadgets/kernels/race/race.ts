import {
  type GumbelMaxPair,
  createGumbelMaxPair,
  prepareGumbelMax,
} from '../../../mechanisms/kernels/gumbelMaxPair.js';

/**
 * Gumbel-max over cells: each cell c carries an outcome row[c] for X and an outcome column[c] for Y. With one
 * exponential E[c] a cell, X is the row of the cell that minimises E / weightX and Y the column of the one that
 * minimises E / weightY.
 *
 * Plain Gumbel-max is the race over the diagonal cells (k, k), gadget 1 the race over all K × K. Both share every
 * formula:
 *
 *     J[x, y] = sum over cells c of row x, d of column y, d before c in the order of weightX / weightY,
 *               of weightX[c] (delta[d] + … + delta[c−1]) weightY[d], and the agreements c = d
 *
 * Write `weightX` and `weightY`, then call `prepareRace`. The rest is working space, allocated once a size.
 */
export interface Race {
  readonly nOutcomes: number;
  readonly nCells: number;
  /** Shape (nCells): the outcome that X has if the cell wins. */
  readonly row: Int32Array;
  /** Shape (nCells): the outcome that Y has if the cell wins. */
  readonly column: Int32Array;
  /** Shape (nCells), ≥ 0; any positive sum. */
  readonly weightX: Float64Array;
  /** As `weightX`. */
  readonly weightY: Float64Array;
  /** Shape (nCells): ∂L/∂weightX of the last loss. */
  readonly gradX: Float64Array;
  /** Shape (nCells): ∂L/∂weightY of the last loss. */
  readonly gradY: Float64Array;
  /** The cells in order. A position is a place in it. */
  readonly pair: GumbelMaxPair;
  /** By position: the gradients while they are put together. */
  readonly atX: Float64Array;
  readonly atY: Float64Array;
  /**
   * By position: what crosses from there to the next, sum over c after, d not after, of cost · weightX[c] weightY[d].
   */
  readonly crossing: Float64Array;
  /** By position: the cost of the cell against itself. */
  readonly diagonal: Float64Array;
  /** By position: some sum over the positions after. */
  readonly after: Float64Array;
  /** Shape (nOutcomes) each: running sums by outcome. */
  readonly sums: Float64Array;
  readonly gathered: Float64Array;
  readonly remaining: Float64Array;
}

/**
 * An empty race.
 *
 * @param cells `diagonal`: cell k is (k, k). `square`: cell x K + y is (x, y)
 *
 * @example
 * createRace(3, 'square').nCells // 9
 */
export function createRace(nOutcomes: number, cells: 'diagonal' | 'square'): Race {
  const nCells = cells === 'diagonal' ? nOutcomes : nOutcomes * nOutcomes;
  const perCell = (): Float64Array => new Float64Array(nCells);
  const perOutcome = (): Float64Array => new Float64Array(nOutcomes);
  return {
    nOutcomes,
    nCells,
    row: Int32Array.from({ length: nCells }, (_, c) => (cells === 'diagonal' ? c : Math.floor(c / nOutcomes))),
    column: Int32Array.from({ length: nCells }, (_, c) => c % nOutcomes),
    weightX: perCell(),
    weightY: perCell(),
    gradX: perCell(),
    gradY: perCell(),
    pair: createGumbelMaxPair(nCells),
    atX: perCell(),
    atY: perCell(),
    crossing: perCell(),
    diagonal: perCell(),
    after: perCell(),
    sums: perOutcome(),
    gathered: perOutcome(),
    remaining: perOutcome(),
  };
}

/**
 * Sorts the cells of a race by weightX / weightY, ties by index, and derives the sums of the closed form. Cells without
 * weight on either side are left out.
 *
 * Cost O(n log n) for n cells, no allocation.
 */
export function prepareRace(race: Race): void {
  const pair = prepareGumbelMax(race.pair, race.weightX, race.weightY);
  // There is no step after the last position; the loops need not treat it apart.
  if (pair.n > 0) pair.delta[pair.n - 1] = 0;
}
