import { ratioBelow } from '../../../mechanisms/bounds/ratioBelow.js';
import { excess } from '../../../mechanisms/bounds/stabilityAll.js';
import type { ObservedPair } from './observedPair.js';

/** The caps of `stability-all` on a row: see `RowCaps`, for the outcomes of the row alone. */
export interface StableCaps {
  /** Shape (K): the most that an outcome may have; 0 where it is none that may follow. */
  readonly upper: Float64Array;
  /** Shape (K): −1 for the outcome that was observed. */
  readonly classOf: Int32Array;
  /** Shape (K). */
  readonly free: Float64Array;
  /** Shape (C + 1). */
  readonly cap: Float64Array;
  nCaps: number;
}

/** @param longest outcomes of the longest row */
export function createStableCaps(longest: number): StableCaps {
  return {
    upper: new Float64Array(longest),
    classOf: new Int32Array(longest),
    free: new Float64Array(longest),
    cap: new Float64Array(longest + 2),
    nCaps: 0,
  };
}

/**
 * Writes the caps of a pair: as `stabilityAll`, to rounding, which is where what is done here is derived. Outcomes that
 * the observed row lacks are one class, the lowest, without being sorted.
 *
 * @param caps overwritten
 *
 * Cost O(K + M²) for M outcomes in common, which are few.
 */
export function writeStableCaps(pair: ObservedPair, caps: StableCaps): void {
  const { n, p, q, x, px, order } = pair;
  const { upper, classOf, free, cap } = caps;
  const qx = x < 0 ? 0 : q[x];
  // (q − p)(D), from below where r ≤ 1 and as (p − q) of the complement where r > 1.
  let below = 0;
  let nOwn = 0;
  for (let k = 0; k < n; k++) {
    upper[k] = 0;
    classOf[k] = -1;
    if (k === x || p[k] > 0 || q[k] === 0) continue;
    classOf[k] = 0;
    free[k] = q[k] / px;
    below += q[k];
    nOwn += 1;
  }
  const { common, nLow } = orderCommon(pair);
  const above = px > qx ? excess(px, qx) + excessAbove(pair) : 0;
  // Where each class begins, and what it has less than: of the low ones before they are added, of the others after.
  let c = nOwn > 0 ? 0 : -1;
  if (c === 0) cap[0] = 0;
  let first = -1;
  for (let i = 0; i < nLow; i++) {
    const k = order[i];
    if (i === 0 || ratioBelow(p, q, order[first], k)) {
      first = i;
      cap[++c] = below / px;
    }
    classOf[k] = c;
    free[k] = excess(q[k], p[k]) / px;
    below += excess(q[k], p[k]);
  }
  for (let i = nLow; i < common; i++) {
    const k = order[i];
    if (i === 0 || ratioBelow(p, q, order[first], k)) {
      first = i;
      c += 1;
    }
    classOf[k] = c;
    free[k] = excess(q[k], p[k]) / px;
  }
  caps.nCaps = c + 2;
  cap[c + 1] = (px > qx ? above : below) / px;
  let suffix = above;
  for (let i = common - 1; i >= nLow; i--) {
    const k = order[i];
    // A class that begins among the low ones has its cap from there.
    if (i === common - 1 || classOf[order[i + 1]] !== classOf[k])
      if (nLow === 0 || classOf[order[nLow - 1]] !== classOf[k]) cap[classOf[k]] = suffix / px;
    suffix += excess(p[k], q[k]);
  }
  // The least of the caps of later classes.
  let least = cap[c + 1];
  let of = c;
  for (let i = common - 1; i >= 0; i--) {
    const k = order[i];
    while (of > classOf[k]) least = Math.min(least, cap[of--]);
    upper[k] = Math.min(1, q[k] / px, least, cap[of] + free[k]);
  }
  while (of > 0) least = Math.min(least, cap[of--]);
  for (let k = 0; k < n; k++) if (classOf[k] === 0 && p[k] === 0) upper[k] = Math.min(1, free[k], least);
  if (x >= 0) upper[x] = Math.min(1, qx / px);
}

/**
 * Writes the outcomes in common that are below what was observed in r = p / q, by increasing r.
 *
 * @returns how many they are, and how many of them, which come first, have p ≤ q
 */
function orderCommon({ n, p, q, x, order }: ObservedPair): { readonly common: number; readonly nLow: number } {
  let common = 0;
  let nLow = 0;
  for (let k = 0; k < n; k++) {
    if (k === x || p[k] === 0 || q[k] === 0) continue;
    if (x >= 0 && !ratioBelow(p, q, k, x)) continue;
    const isLow = p[k] <= q[k];
    let at = common++;
    // Low ones before the others, either by r; equal ones as they come.
    for (; at > 0; at--) {
      const before = order[at - 1];
      if (
        p[before] <= q[before]
          ? !isLow || p[before] / q[before] <= p[k] / q[k]
          : !isLow && q[before] / p[before] >= q[k] / p[k]
      )
        break;
      order[at] = before;
    }
    order[at] = k;
    if (isLow) nLow += 1;
  }
  return { common, nLow };
}

/** The sum of p − q over the outcomes of either row above what was observed in r. */
function excessAbove({ n, p, q, x, lacking }: ObservedPair): number {
  if (x < 0) return 0;
  let sum = lacking();
  for (let k = 0; k < n; k++) if (p[k] > 0 && ratioBelow(p, q, x, k)) sum += excess(p[k], q[k]);
  return sum;
}
