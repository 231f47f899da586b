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
  /** What is sorted by: s where p ≤ q, then −c, so that neither is ever infinite. */
  readonly keys: Float64Array;
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
    keys: floats(),
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
  const { n, nLower, keys, B, N, e, f } = prepareSteps(pair, p, q);
  let below = 0;
  for (let k = 0; k < n; k++) {
    const lower = k < nLower;
    e[k] = (lower ? 1 : -keys[k]) / N[k];
    f[k] = (lower ? keys[k] : 1) / N[k];
    B[k] = below;
    below += pair.q[k];
  }
  return pair;
}

/**
 * The same without B, e and f, which a coupling does not need.
 *
 * Both groups have a loop of their own, so that s or c is known to be 1 in it.
 */
export function prepareSteps(pair: GumbelMaxPair, p: Float64Array, q: Float64Array): GumbelMaxPair {
  const { order, A, N, keys, delta, p: sortedP, q: sortedQ } = pair;
  const nLower = sortByRatio(pair, p, q);
  const { n } = pair;
  let above = 0;
  for (let k = n - 1; k >= 0; k--) {
    const outcome = order[k];
    const weight = p[outcome];
    sortedP[k] = weight;
    sortedQ[k] = q[outcome];
    A[k] = above;
    above += weight;
  }
  let below = 0;
  // s of the position before in the lower group, c in the upper one; N of the position before.
  let last = 0;
  let lastN = 1;
  for (let k = 0; k < nLower; k++) {
    const s = keys[k];
    const nowN = A[k] + s * below + sortedP[k];
    below += sortedQ[k];
    N[k] = nowN;
    if (k > 0) delta[k - 1] = (s - last) / lastN / nowN;
    last = s;
    lastN = nowN;
  }
  for (let k = nLower; k < n; k++) {
    const c = -keys[k];
    const nowN = c * A[k] + below + sortedQ[k];
    below += sortedQ[k];
    N[k] = nowN;
    if (k > 0) delta[k - 1] = (k === nLower ? 1 - last * c : last - c) / lastN / nowN;
    last = c;
    lastN = nowN;
  }
  pair.total = above;
  return pair;
}

/** Fills `order` and `keys`, n and nLower. */
function sortByRatio(pair: GumbelMaxPair, p: Float64Array, q: Float64Array): number {
  const { order, keys, scratch } = pair;
  const { keys: upperKeys, items: upper } = scratch;
  let nLower = 0;
  let nUpper = 0;
  for (let k = 0; k < p.length; k++) {
    const pk = p[k];
    const qk = q[k];
    if (pk > qk) {
      upperKeys[nUpper] = -(qk / pk);
      upper[nUpper++] = k;
    } else if (qk !== 0) {
      keys[nLower] = pk / qk;
      order[nLower++] = k;
    }
  }
  let n = nLower;
  for (let k = 0; k < nUpper; k++) {
    keys[n] = upperKeys[k];
    order[n++] = upper[k];
  }
  sortByKey(keys, order, 0, nLower, scratch);
  sortByKey(keys, order, nLower, n, scratch);
  pair.n = n;
  pair.nLower = nLower;
  return nLower;
}
