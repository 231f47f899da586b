import { type GumbelMaxPair, createGumbelMaxPair, prepareSteps } from './gumbelMaxPair.js';

/**
 * Working space, not state: every function below writes what it reads, and calls none of the others. A fresh one a pair
 * would be most of the work.
 */
let workspace = createGumbelMaxPair(32);

/**
 * The exact Gumbel-max coupling J[x, y] = P(X = x, Y = y), X = argmax(g + log p), Y = argmax(g + log q), one g for
 * both.
 *
 *     J[i,i] = p[i] / D(r[i])    J[i,j] = p[i] q[j] · integral of dt / D(t)² from r[j] to r[i] if r[i] > r[j], else 0
 *     r = p / q    D(t) = sum over k of max(p[k], t q[k])
 *
 * @param p shape (K), weights ≥ 0 with a positive sum, not checked; J depends on p / sum(p) and q / sum(q) only
 * @param q as p
 * @param out shape (K × K), overwritten; a fresh array unless given
 * @returns `out`, row-major: row sums p / sum(p), column sums q / sum(q), J(q, p) = J(p, q) transposed
 *
 * Cost O(K²), no allocation but `out`. Source: Oberst & Sontag 2019 for the mechanism; the closed form is ours.
 *
 * @example
 * gumbelMaxCoupling(Float64Array.of(0.5, 0.5), Float64Array.of(1, 0)) // [0.5, 0, 0.5, 0]
 */
export function gumbelMaxCoupling(
  p: Float64Array,
  q: Float64Array,
  out: Float64Array = new Float64Array(p.length * p.length),
): Float64Array {
  return couplingOfPair(prepare(p, q), p.length, out);
}

/**
 * One counterfactual row: CF(y | x) = J[x, y] / p[x], of the same p, q and J, for p[x] > 0 (not checked).
 *
 * @param out shape (K), overwritten; a fresh array unless given
 * @returns `out`, sums to 1
 *
 * Cost O(K) after a sort, no allocation but `out`.
 *
 * @example
 * gumbelMaxRow(Float64Array.of(0.5, 0.5), Float64Array.of(1, 0), 1) // [1, 0]
 */
export function gumbelMaxRow(
  p: Float64Array,
  q: Float64Array,
  x: number,
  out: Float64Array = new Float64Array(p.length),
): Float64Array {
  const { n, nLower, order, keys, N, q: sortedQ, delta, total } = prepare(p, q);
  out.fill(0);
  let i = n - 1;
  while (i >= 0 && order[i] !== x) i--;
  if (i < 0) return out;
  out[x] = total * ((i < nLower ? 1 : -keys[i]) / N[i]);
  let sum = 0;
  for (let j = i - 1; j >= 0; j--) {
    sum += delta[j];
    out[order[j]] = total * sum * sortedQ[j];
  }
  return out;
}

/**
 * P(X = Y) = sum over k of J[k, k], for the same p, q and J. At least half of the most that any coupling reaches.
 *
 * Cost O(K) after a sort, no allocation.
 *
 * @example
 * gumbelMaxAgreement(Float64Array.of(0.5, 0.5), Float64Array.of(1, 0)) // 0.5
 */
export function gumbelMaxAgreement(p: Float64Array, q: Float64Array): number {
  const pair = prepare(p, q);
  let sum = 0;
  for (let k = 0; k < pair.n; k++) sum += diagonal(pair, k);
  return sum;
}

/** The coupling of a prepared pair; see `gumbelMaxCoupling`. */
export function couplingOfPair(pair: GumbelMaxPair, nOutcomes: number, out: Float64Array): Float64Array {
  const { n, order, p, q, delta } = pair;
  out.fill(0);
  for (let k = 0; k < n; k++) out[order[k] * nOutcomes + order[k]] = diagonal(pair, k);
  // Of each row a running sum from the diagonal down: differences of prefix sums would lose all digits between ratios
  // that are close. Four rows at a time share what they read, and no sum waits for another.
  let i = 0;
  for (; i + 3 < n; i += 4) {
    const y0 = order[i];
    const y1 = order[i + 1];
    const y2 = order[i + 2];
    const row0 = y0 * nOutcomes;
    const row1 = y1 * nOutcomes;
    const row2 = y2 * nOutcomes;
    const row3 = order[i + 3] * nOutcomes;
    const p0 = p[i];
    const p1 = p[i + 1];
    const p2 = p[i + 2];
    const p3 = p[i + 3];
    let sum0 = 0;
    let sum1 = delta[i];
    let sum2 = delta[i + 1];
    let sum3 = delta[i + 2];
    out[row1 + y0] = p1 * sum1 * q[i];
    out[row2 + y1] = p2 * sum2 * q[i + 1];
    out[row3 + y2] = p3 * sum3 * q[i + 2];
    sum2 += delta[i];
    sum3 += delta[i + 1];
    out[row2 + y0] = p2 * sum2 * q[i];
    out[row3 + y1] = p3 * sum3 * q[i + 1];
    sum3 += delta[i];
    out[row3 + y0] = p3 * sum3 * q[i];
    for (let j = i - 1; j >= 0; j--) {
      const step = delta[j];
      const qj = q[j];
      const y = order[j];
      sum0 += step;
      sum1 += step;
      sum2 += step;
      sum3 += step;
      out[row0 + y] = p0 * sum0 * qj;
      out[row1 + y] = p1 * sum1 * qj;
      out[row2 + y] = p2 * sum2 * qj;
      out[row3 + y] = p3 * sum3 * qj;
    }
  }
  for (; i < n; i++) {
    const row = order[i] * nOutcomes;
    const pi = p[i];
    let sum = 0;
    for (let j = i - 1; j >= 0; j--) {
      sum += delta[j];
      out[row + order[j]] = pi * sum * q[j];
    }
  }
  return out;
}

function diagonal({ p, q, N, nLower }: GumbelMaxPair, k: number): number {
  return (k < nLower ? p[k] : q[k]) / N[k];
}

function prepare(p: Float64Array, q: Float64Array): GumbelMaxPair {
  if (p.length > workspace.capacity) workspace = createGumbelMaxPair(2 * p.length);
  return prepareSteps(workspace, p, q);
}
