import { finishRaceLoss } from './finishRaceLoss.js';
import type { Race } from './race.js';

/**
 * `denseRaceLoss` for a race over the diagonal cells, where a cell is an outcome: the same numbers in less than half of
 * the steps, as each pair of outcomes counts in one order only.
 *
 * @param race of `createRace(K, 'diagonal')`, prepared; `gradX` and `gradY` are overwritten
 * @param cost shape (K × K), row-major, finite, not checked
 * @returns L; absolute error about 1e-15 max |cost|
 *
 * Cost O(K²), no allocation. Source: section 2 of the project's exact algorithms; ours.
 */
export function diagonalRaceLoss(race: Race, cost: Float64Array): number {
  backward(race, cost);
  forward(race, cost);
  return finishRaceLoss(race);
}

/** T[j] = sum over i after j of cost · weightX[i]. */
function backward(race: Race, cost: Float64Array): void {
  const { nOutcomes, atX, atY, diagonal, sums, gathered, pair } = race;
  const { n, order, p, delta, e, f } = pair;
  sums.fill(0);
  gathered.fill(0);
  for (let k = n - 1; k >= 0; k--) {
    const row = order[k] * nOutcomes;
    const above = sums[k];
    atX[k] = -e[k] * e[k] * above;
    atY[k] = gathered[k] + e[k] * f[k] * above;
    diagonal[k] = cost[row + order[k]];
    if (k === 0) break;
    const weight = p[k];
    const step = delta[k - 1];
    for (let j = 0; j < k; j++) {
      const sum = sums[j] + cost[row + order[j]] * weight;
      sums[j] = sum;
      gathered[j] += step * sum;
    }
  }
}

/** R[i] = sum over j before i of cost · weightY[j]. */
function forward(race: Race, cost: Float64Array): void {
  const { nOutcomes, atX, atY, crossing, sums, gathered, pair } = race;
  const { n, order, p, q, delta, e, f } = pair;
  sums.fill(0);
  gathered.fill(0);
  for (let k = 0; k < n; k++) {
    const below = sums[k];
    atX[k] += gathered[k] + e[k] * f[k] * below;
    atY[k] -= f[k] * f[k] * below;
    const column = order[k];
    const weight = q[k];
    const step = delta[k];
    let crosses = 0;
    for (let i = k + 1; i < n; i++) {
      const sum = sums[i] + cost[order[i] * nOutcomes + column] * weight;
      sums[i] = sum;
      crosses += p[i] * sum;
      gathered[i] += step * sum;
    }
    crossing[k] = crosses;
  }
}
