import { sortByKey } from '../kernels/sortByKey.js';
import { ratioBelow } from './ratioBelow.js';
import { type RowBounds, checkObserved } from './rowBounds.js';

/**
 * Counterfactual stability at every outcome: a mechanism that is stable does not move mass from any a to any b ≠ a
 * whose odds against a did not rise, so the other rows, which must still sum to p and leave the columns q, bind the
 * observed one.
 *
 *     J[a, b] = 0 for all a ≠ b with r[a] ≤ r[b], r = p / q
 *
 * Mass then only moves down in r. For a set D of outcomes closed downwards in r and without x, all of p(D) stays in D,
 * and what the row puts there is at most q(D) − p(D). These caps, with CF(y | x) ≤ q[y] / p[x], are all there is
 * (Gale's condition for the rest of J): the admissible rows are the bases of a polymatroid, for which greedy filling is
 * optimal.
 *
 * @param p shape (K), probabilities, not checked
 * @param q as p
 * @param x the observed outcome, p[x] > 0
 * @returns tight for the pair (p, q); for several rows at once valid, but no longer tight
 * @throws NumericalError if p[x] is not positive; ArgumentError if the lengths differ
 *
 * Cost O(K log K). Probabilities sum to 1 up to rounding only, so the caps are loosened by that much: by 1e-14 min(p,
 * q) an outcome, which for p[x] below 1e-12 takes the bounds towards those of `stability`. Derived for this project.
 *
 * @example
 * // Outcome 0 keeps its own 0.25, so 2 can move no more than 0.25; `stability` would let it move all of its 0.5.
 * const [p, q] = [Float64Array.of(0.25, 0.25, 0.5), Float64Array.of(0.5, 0.25, 0.25)];
 * stabilityAll(p, q, 2) // { lower: [0, 0, 0.5], upper: [0.5, 0.5, 0.5], ... }
 */
export function stabilityAll(p: Float64Array, q: Float64Array, x: number): RowBounds {
  checkObserved('stabilityAll', p, q, x);
  const px = p[x];
  const { order, nLower } = outcomesBelow(p, q, x);
  const n = order.length;
  const classStart = classesOf(p, q, order);
  const nClasses = classStart.length - 1;

  // (q - p)(D), from below where r <= 1 and as (p - q) of the complement where r > 1.
  const prefix = new Float64Array(nLower + 1);
  for (let i = 0; i < nLower; i++) prefix[i + 1] = prefix[i] + excess(q[order[i]], p[order[i]]);
  const above = p[x] > q[x] ? excess(p[x], q[x]) + excessAbove(p, q, x) : 0;
  const suffix = new Float64Array(n + 1);
  suffix[n] = above;
  for (let i = n - 1; i >= nLower; i--) suffix[i] = suffix[i + 1] + excess(p[order[i]], q[order[i]]);

  const classOf = new Int32Array(p.length).fill(-1);
  const free = new Float64Array(p.length);
  const cap = new Float64Array(nClasses + 1);
  cap[nClasses] = (p[x] > q[x] ? above : prefix[nLower]) / px;
  const lower = new Float64Array(p.length);
  const upper = new Float64Array(p.length);
  upper[x] = Math.min(1, q[x] / px);
  lower[x] = Math.min(upper[x], Math.max(0, 1 - cap[nClasses]));
  let least = cap[nClasses];
  let later = q[x];
  for (let c = nClasses - 1; c >= 0; c--) {
    const [start, end] = [classStart[c], classStart[c + 1]];
    const low = start < nLower;
    cap[c] = (low ? prefix[start] : suffix[end]) / px;
    let tail = 0;
    let classTotal = 0;
    for (let i = end - 1; i >= start; i--) {
      const y = order[i];
      const gain = excess(q[y], p[y]);
      classOf[y] = c;
      free[y] = gain / px;
      upper[y] = Math.min(1, q[y] / px, least, cap[c] + free[y]);
      // The most that all others can take of p[x]; for r > 1 they can always take all.
      if (low) lower[y] = Math.min(upper[y], Math.max(0, 1 - (later + prefix[Math.min(i, nLower)] + tail) / px));
      tail += gain;
      classTotal += q[y];
    }
    later += classTotal;
    least = Math.min(least, cap[c]);
  }
  return { lower, upper, caps: { classOf, free, cap } };
}

/** By how much a is above b, loosened by what rounding may have taken from it. */
export function excess(a: number, b: number): number {
  return Math.max(0, a - b) + 1e-14 * Math.min(a, b);
}

/** The outcomes with q > 0 that are below x in r, by increasing r; the first `nLower` have p ≤ q. */
function outcomesBelow(p: Float64Array, q: Float64Array, x: number): { order: Int32Array; nLower: number } {
  const order = new Int32Array(p.length);
  const keys = new Float64Array(p.length);
  let n = 0;
  const gather = (key: (y: number) => number, chosen: (y: number) => boolean): void => {
    for (let y = 0; y < p.length; y++) {
      if (y === x || q[y] === 0 || !chosen(y) || !ratioBelow(p, q, y, x)) continue;
      order[n] = y;
      keys[n++] = key(y);
    }
  };
  gather(
    (y) => p[y] / q[y],
    (y) => p[y] <= q[y],
  );
  const nLower = n;
  gather(
    (y) => -(q[y] / p[y]),
    (y) => p[y] > q[y],
  );
  const scratch = { keys: new Float64Array(n), items: new Int32Array(n) };
  sortByKey(keys, order, 0, nLower, scratch);
  sortByKey(keys, order, nLower, n, scratch);
  return { order: order.subarray(0, n), nLower };
}

/** Shape (C + 1): where each class of equal r starts in `order`, and its length. */
function classesOf(p: Float64Array, q: Float64Array, order: Int32Array): number[] {
  const starts: number[] = [];
  order.forEach((y, i) => {
    if (i === 0 || ratioBelow(p, q, order[starts.at(-1)!], y)) starts.push(i);
  });
  return [...starts, order.length];
}

/**
 * The sum of p − q over the outcomes above x in r, for r[x] > 1. Those that tie with x keep their mass, and give none.
 */
function excessAbove(p: Float64Array, q: Float64Array, x: number): number {
  let sum = 0;
  for (let k = 0; k < p.length; k++) if (ratioBelow(p, q, x, k)) sum += excess(p[k], q[k]);
  return sum;
}
