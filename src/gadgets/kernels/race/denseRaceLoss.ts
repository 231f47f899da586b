import { finishRaceLoss } from './finishRaceLoss.js';
import type { Race } from './race.js';

/**
 * The expected cost of a prepared race and its gradient, for any cost matrix.
 *
 *     L = sum over x, y of J[x,y] cost[x,y],    gradX = ∂L/∂weightX,    gradY = ∂L/∂weightY
 *
 * J depends on the ratios of the weights only, so sum of weightX · gradX = 0, and likewise for Y. Where ratios tie, the
 * gradient is the one-sided derivative for the order of the cells' indices. A cell without weight on either side gets
 * 0.
 *
 * @param race prepared; `gradX` and `gradY` are overwritten
 * @param cost shape (K × K), row-major, finite, not checked
 * @returns L; absolute error about 1e-15 max |cost|
 *
 * Cost O(n K) for n cells, no allocation. Source: section 2 of the project's exact algorithms; ours.
 */
export function denseRaceLoss(race: Race, cost: Float64Array): number {
  backward(race, cost);
  forward(race, cost);
  return finishRaceLoss(race);
}

/**
 * Sums over the later cells: with T[d] = sum over c after d of cost · weightX[c], which depends on d by its column
 * only.
 */
function backward(race: Race, cost: Float64Array): void {
  const { nOutcomes, row, column, atX, atY, diagonal, after, sums, gathered, remaining, pair } = race;
  const { n, order, p, delta, e, f } = pair;
  sums.fill(0);
  gathered.fill(0);
  remaining.fill(0);
  for (let k = n - 1; k >= 0; k--) {
    if (k < n - 1) {
      const from = row[order[k + 1]] * nOutcomes;
      const weight = p[k + 1];
      const step = delta[k];
      for (let y = 0; y < nOutcomes; y++) {
        const above = sums[y] + cost[from + y] * weight;
        sums[y] = above;
        gathered[y] += step * above;
      }
    }
    const x = row[order[k]];
    const y = column[order[k]];
    const above = sums[y];
    atX[k] = -e[k] * e[k] * above;
    atY[k] = gathered[y] + e[k] * f[k] * above;
    diagonal[k] = cost[x * nOutcomes + y];
    after[k] = remaining[x];
    remaining[x] += p[k];
  }
}

/**
 * Sums over the earlier cells: with R[c] = sum over d before c of cost · weightY[d], which depends on c by its row
 * only.
 */
function forward(race: Race, cost: Float64Array): void {
  const { nOutcomes, row, column, atX, atY, crossing, after, sums, gathered, remaining, pair } = race;
  const { n, order, q, delta, e, f } = pair;
  sums.fill(0);
  gathered.fill(0);
  for (let k = 0; k < n; k++) {
    const x = row[order[k]];
    const below = sums[x];
    atX[k] += gathered[x] + e[k] * f[k] * below;
    atY[k] -= f[k] * f[k] * below;
    // Put back, not subtracted: the weight of the row's later cells keeps all its digits.
    remaining[x] = after[k];
    const weight = q[k];
    const step = delta[k];
    let crosses = 0;
    for (let i = 0, at = column[order[k]]; i < nOutcomes; i++, at += nOutcomes) {
      const upTo = sums[i] + cost[at] * weight;
      sums[i] = upTo;
      crosses += remaining[i] * upTo;
      gathered[i] += step * upTo;
    }
    crossing[k] = crosses;
  }
}
