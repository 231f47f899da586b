import { couplingOfPair, diagonal } from './couplingOfPair.js';
import { type GumbelMaxPair, createGumbelMaxPair, prepareSteps } from './gumbelMaxPair.js';

/**
 * Working space, not state: every function below writes what it reads, and calls none of the others. A fresh one a pair
 * would be most of the work. There is room for more outcomes than most models have, so that it is seldom replaced.
 */
let workspace = createGumbelMaxPair(4096);
let coupleInWorkspace = couplingIn(workspace);

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
  makeRoom(p.length);
  return coupleInWorkspace(p, q, out);
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

function prepare(p: Float64Array, q: Float64Array): GumbelMaxPair {
  makeRoom(p.length);
  return prepareSteps(workspace, p, q);
}

function makeRoom(nOutcomes: number): void {
  if (nOutcomes <= workspace.capacity) return;
  workspace = createGumbelMaxPair(2 * nOutcomes);
  coupleInWorkspace = couplingIn(workspace);
}

/** As the pair is a constant of the function, an engine knows where its arrays lie: a fifth of the time of small tables. */
function couplingIn(pair: GumbelMaxPair): (p: Float64Array, q: Float64Array, out: Float64Array) => Float64Array {
  return (p, q, out) => {
    prepareSteps(pair, p, q);
    return couplingOfPair(pair, p.length, out);
  };
}
