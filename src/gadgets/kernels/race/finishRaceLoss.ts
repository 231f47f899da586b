import type { Race } from './race.js';

/**
 * Adds to `atX` and `atY` the terms that all costs share, writes them by cell into `gradX` and `gradY`, and returns the
 * loss.
 *
 *     L = sum over k of crossing[k] delta[k] + diagonal[k] m[k] / N[k]
 *
 * The derivative of delta and of the diagonal with respect to a weight is the same for every weight on one side of
 * them, so cumulative sums of those derivatives are enough.
 *
 * @param race with `atX`, `atY`, `crossing` and `diagonal` filled by position
 *
 * Cost O(n) for n cells, no allocation.
 */
export function finishRaceLoss(race: Race): number {
  const { nCells, atX, atY, crossing, diagonal, gradX, gradY, pair } = race;
  const { n, nLower, order, p, q, A, B, N, delta, e, f } = pair;
  if (n < nCells) {
    gradX.fill(0);
    gradY.fill(0);
  }
  let loss = 0;
  let before = 0;
  for (let k = 0; k < n; k++) {
    const g = diagonal[k];
    const alpha = e[k] * e[k];
    gradX[order[k]] = atX[k] + g * alpha * A[k] - before;
    before += g * p[k] * alpha;
    loss += (g * (k < nLower ? p[k] : q[k])) / N[k];
    if (k === n - 1) break;
    const flow = crossing[k] * delta[k];
    loss += flow;
    before += flow * (e[k] + e[k + 1]);
  }
  let behind = 0;
  for (let k = n - 1; k >= 0; k--) {
    const g = diagonal[k];
    const gamma = f[k] * f[k];
    if (k < n - 1) behind += crossing[k] * delta[k] * (f[k] + f[k + 1]);
    gradY[order[k]] = atY[k] + g * gamma * B[k] - behind;
    behind += g * q[k] * gamma;
  }
  return loss;
}
