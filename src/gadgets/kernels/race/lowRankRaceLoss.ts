import { finishRaceLoss } from './finishRaceLoss.js';
import type { Race } from './race.js';

/**
 * The expected cost of a prepared race and its gradient, for cost[x,y] = sum over m of left[m,x] right[m,y].
 * The same numbers as `denseRaceLoss` with that matrix.
 *
 * @param race prepared; `gradX` and `gradY` are overwritten
 * @param left shape (rank × K), row-major, finite, not checked
 * @param right as left
 * @returns L; absolute error about 1e-15 times the largest sum over m of |left[m,x] right[m,y]|
 *
 * Cost O(n rank) for n cells, no allocation. Source: section 2 of the project's exact algorithms; ours.
 */
export function lowRankRaceLoss(race: Race, rank: number, left: Float64Array, right: Float64Array): number {
  const { nOutcomes, atX, atY, crossing, diagonal, pair } = race;
  for (let k = 0; k < pair.n; k++) {
    atX[k] = 0;
    atY[k] = 0;
    crossing[k] = 0;
    diagonal[k] = 0;
  }
  for (let m = 0; m < rank; m++) addTerm(race, left, right, m * nOutcomes);
  return finishRaceLoss(race);
}

/** Adds the term whose factors start at `offset`. */
function addTerm(race: Race, left: Float64Array, right: Float64Array, offset: number): void {
  const { row, column, atX, atY, crossing, diagonal, after, pair } = race;
  const { n, order, p, q, delta, e, f } = pair;
  let above = 0;
  let gathered = 0;
  for (let k = n - 1; k >= 0; k--) {
    const a = left[offset + row[order[k]]];
    const b = right[offset + column[order[k]]];
    gathered += delta[k] * above;
    atX[k] -= b * e[k] * e[k] * above;
    atY[k] += b * (gathered + e[k] * f[k] * above);
    after[k] = above;
    above += a * p[k];
  }
  let below = 0;
  gathered = 0;
  for (let k = 0; k < n; k++) {
    const a = left[offset + row[order[k]]];
    const b = right[offset + column[order[k]]];
    atX[k] += a * (gathered + e[k] * f[k] * below);
    atY[k] -= a * f[k] * f[k] * below;
    below += b * q[k];
    crossing[k] += below * after[k];
    gathered += delta[k] * below;
    diagonal[k] += a * b;
  }
}
