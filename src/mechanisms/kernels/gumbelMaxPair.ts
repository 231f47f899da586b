import { type SortScratch, sortByKey } from './sortByKey.js';

/**
 * Two weight vectors p and q in increasing order of p[k] / q[k], with the sums that every Gumbel-max formula is made
 * of. Only positions 0 to n − 1 of the arrays mean anything; `prepareGumbelMax` overwrites them.
 *
 * With s / c = p / q at a position, both in [0, 1] and the larger of them 1, and m = min(p, q):
 *
 *     A[k] = sum of p above k    B[k] = sum of q below k    N = c A + s B + m    e = c / N    f = s / N
 *     delta[k] = (s[k+1] c[k] − s[k] c[k+1]) / (N[k] N[k+1])
 *     J[k,k] = m / N    J[i,j] = p[i] (delta[j] + … + delta[i−1]) q[j] for i above j, else 0
 *
 * For probabilities N lies in [1, 2]: there is no ratio that is infinite and no zero to guard against.
 */
export interface GumbelMaxPair {
  /** The longest vectors there is room for. */
  readonly capacity: number;
  /** How many outcomes have p > 0 or q > 0; the others are left out. */
  n: number;
  /** How many of the n, the first ones, have p ≤ q. */
  nLower: number;
  /** The sum of p. */
  total: number;
  /** The outcome at a position. */
  readonly order: Int32Array;
  readonly p: Float64Array;
  readonly q: Float64Array;
  readonly A: Float64Array;
  readonly B: Float64Array;
  readonly N: Float64Array;
  /** For k from 0 to n − 2. */
  readonly delta: Float64Array;
  readonly e: Float64Array;
  readonly f: Float64Array;
  readonly scratch: SortScratch;
}

/** An empty pair with room for `capacity` outcomes. */
export function createGumbelMaxPair(capacity: number): GumbelMaxPair {
  const floats = (): Float64Array => new Float64Array(capacity);
  return {
    capacity,
    n: 0,
    nLower: 0,
    total: 0,
    order: new Int32Array(capacity),
    p: floats(),
    q: floats(),
    A: floats(),
    B: floats(),
    N: floats(),
    delta: floats(),
    e: floats(),
    f: floats(),
    scratch: { keys: floats(), items: new Int32Array(capacity) },
  };
}

/**
 * Fills a pair from two vectors of weights.
 *
 * @param pair overwritten; its capacity must be at least the length of p
 * @param p shape (K), weights ≥ 0 with a positive, finite sum; they need not sum to 1. Not checked
 * @param q as p
 * @returns `pair`
 *
 * Cost O(K log K), no allocation. Relative error of every coupling entry built from it below 1e-12, but for ratios
 * that agree to rounding, where the absolute error is below 4e-16 p[i] q[j].
 */
export function prepareGumbelMax(pair: GumbelMaxPair, p: Float64Array, q: Float64Array): GumbelMaxPair {
  const { order, A, B, N, delta, e, f, scratch } = pair;
  const nOutcomes = p.length;
  // The sort key: s for the lower group, −c for the upper one, so that neither is ever infinite. It lives in N.
  let n = 0;
  for (let k = 0; k < nOutcomes; k++) {
    if (p[k] > q[k] || q[k] === 0) continue;
    order[n] = k;
    N[n++] = p[k] / q[k];
  }
  const nLower = n;
  for (let k = 0; k < nOutcomes; k++) {
    if (p[k] <= q[k]) continue;
    order[n] = k;
    N[n++] = -(q[k] / p[k]);
  }
  sortByKey(N, order, 0, nLower, scratch);
  sortByKey(N, order, nLower, n, scratch);

  let above = 0;
  for (let k = n - 1; k >= 0; k--) {
    pair.p[k] = p[order[k]]!;
    pair.q[k] = q[order[k]]!;
    A[k] = above;
    above += pair.p[k];
  }
  let below = 0;
  for (let k = 0; k < n; k++) {
    const lower = k < nLower;
    const s = lower ? N[k] : 1;
    const c = lower ? 1 : -N[k];
    B[k] = below;
    below += pair.q[k];
    N[k] = c * A[k] + s * B[k] + (lower ? pair.p[k] : pair.q[k]);
    if (k > 0) {
      // e and f still hold c and s of the position before. One of the two products is a plain s or c in either group.
      const step = lower ? s - f[k - 1] : k === nLower ? 1 - f[k - 1] * c : e[k - 1] - c;
      delta[k - 1] = step / N[k - 1] / N[k];
      e[k - 1] /= N[k - 1];
      f[k - 1] /= N[k - 1];
    }
    e[k] = c;
    f[k] = s;
  }
  if (n > 0) {
    e[n - 1] /= N[n - 1];
    f[n - 1] /= N[n - 1];
  }
  pair.n = n;
  pair.nLower = nLower;
  pair.total = above;
  return pair;
}
