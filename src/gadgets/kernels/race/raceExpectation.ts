import type { Race } from './race.js';

/**
 * E(left[X] right[Y]) of a prepared race, without a gradient.
 *
 * @param left shape (K)
 * @param right shape (K)
 *
 * Cost O(n) for n cells, no allocation. A sum of products of non-negative terms for non-negative left and right:
 * nothing cancels.
 */
export function raceExpectation(race: Race, left: Float64Array, right: Float64Array): number {
  const { row, column, pair } = race;
  const { n, nLower, order, p, q, N, delta } = pair;
  let expectation = 0;
  // below: sum of right · weightY over the positions so far. reached: the same, each times the delta since its
  // position.
  let below = 0;
  let reached = 0;
  for (let k = 0; k < n; k++) {
    const a = left[row[order[k]]];
    const b = right[column[order[k]]];
    expectation += a * p[k] * reached + (a * b * (k < nLower ? p[k] : q[k])) / N[k];
    below += b * q[k];
    reached += delta[k] * below;
  }
  return expectation;
}
