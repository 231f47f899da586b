import type { Race } from './race.js';

/**
 * Adds weight · J of a prepared race to a matrix: J[x, y] = P(X = x, Y = y).
 *
 * @param out shape (K × K), row-major, added to: fill it with zeros first for J alone
 *
 * Cost O(n K) for n cells, no allocation. All terms are ≥ 0.
 */
export function addRaceCoupling(race: Race, weight: number, out: Float64Array): void {
  const { nOutcomes, row, column, sums: below, gathered: reached, pair } = race;
  const { n, nLower, order, p, q, N, delta } = pair;
  below.fill(0);
  reached.fill(0);
  for (let k = 0; k < n; k++) {
    const from = row[order[k]] * nOutcomes;
    const step = delta[k];
    const scaled = weight * p[k];
    out[from + column[order[k]]] += (weight * (k < nLower ? p[k] : q[k])) / N[k];
    for (let y = 0; y < nOutcomes; y++) out[from + y] += scaled * reached[y];
    below[column[order[k]]] += q[k];
    for (let y = 0; y < nOutcomes; y++) reached[y] += step * below[y];
  }
}

/**
 * Adds weight · CF(. | x) of a prepared race to a vector: CF(y | x) = J[x, y] / P(X = x).
 *
 * @param x an outcome that a cell of positive weightX has, not checked
 * @param out shape (K), added to
 *
 * Cost O(n) for n cells, no allocation. Divided by the weight of row x before, not after, so that a row of tiny
 * probability keeps its digits.
 */
export function addRaceRow(race: Race, x: number, weight: number, out: Float64Array): void {
  const { row, column, pair } = race;
  const { n, order, p, q, delta, e, total } = pair;
  let rowWeight = 0;
  for (let k = 0; k < n; k++) if (row[order[k]] === x) rowWeight += p[k];
  const scale = weight * total;
  // above: the share of row x after this position. reached: the same, each cell times the delta up to it.
  let above = 0;
  let reached = 0;
  for (let k = n - 1; k >= 0; k--) {
    reached += delta[k] * above;
    const y = column[order[k]];
    out[y] += scale * reached * q[k];
    if (row[order[k]] !== x) continue;
    const share = p[k] / rowWeight;
    out[y] += scale * share * e[k];
    above += share;
  }
}
