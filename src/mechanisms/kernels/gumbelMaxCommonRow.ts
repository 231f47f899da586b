import type { CommonRow } from '../mechanism.js';
import { type SortScratch, sortByKey } from './sortByKey.js';

/** Room for the common outcomes below x. */
interface Workspace {
  /** p / q where p ≤ q, then −q / p, as in `GumbelMaxPair`. */
  readonly keys: Float64Array;
  /** Which of the common outcomes. */
  readonly items: Int32Array;
  /** Sum of q below. */
  readonly below: Float64Array;
  readonly scratch: SortScratch;
}

/**
 * The Gumbel-max row of two rows by what they have in common, with a workspace of its own.
 *
 * The formulas are those of `GumbelMaxPair`, walked down from x alone. An outcome that only q has lies below all
 * others, one that only p has above them: their sums are all that counts, and only what both have in common, and below
 * x, is sorted. What only q has shares one factor; for rows without a common outcome that is 1.
 *
 * Sums of the others are what is left of the whole: off by rounding, and part of a number N from 1 to 2 only.
 *
 * Cost O(n) and a sort of those below x, for n common outcomes; no allocation.
 */
export function gumbelMaxCommonRow(): CommonRow {
  let workspace = createWorkspace(32);
  return ({ n: nCommon, p, q, x, px, total, rest }, out) => {
    if (nCommon > workspace.items.length) workspace = createWorkspace(2 * nCommon);
    const { keys, items, below, scratch } = workspace;
    const qx = x < 0 ? 0 : q[x];
    const xLower = px <= qx;
    let s = xLower ? px / qx : 1;
    let c = xLower ? 1 : qx / px;
    let n = 0;
    let nUpper = 0;
    for (let k = 0; k < nCommon; k++) {
      out[k] = 0;
      if (k === x) continue;
      if (p[k] > q[k]) nUpper += 1;
      else if (!xLower || p[k] / q[k] < s) {
        keys[n] = p[k] / q[k];
        items[n++] = k;
      }
    }
    const nLower = n;
    for (let k = 0; !xLower && nUpper > 0 && k < nCommon; k++) {
      if (k === x || p[k] <= q[k] || q[k] / p[k] <= c) continue;
      keys[n] = -(q[k] / p[k]);
      items[n++] = k;
    }
    if (nLower > 1) sortByKey(keys, items, 0, nLower, scratch);
    if (n - nLower > 1) sortByKey(keys, items, nLower, n, scratch);
    let sumBelow = rest;
    let pBelow = 0;
    for (let k = 0; k < n; k++) {
      below[k] = sumBelow;
      sumBelow += q[items[k]];
      pBelow += p[items[k]];
    }

    // Down from x: s, c and N are those of the outcome before, `above` is p above the one now.
    let above = Math.max(0, total - px - pBelow);
    let N = c * above + s * sumBelow + (xLower ? px : qx);
    if (x >= 0) out[x] = (total * c) / N;
    above += px;
    let sum = 0;
    for (let k = n - 1; k >= 0; k--) {
      const item = items[k];
      const sNow = k < nLower ? keys[k] : 1;
      const cNow = k < nLower ? 1 : -keys[k];
      const NNow = cNow * above + sNow * below[k] + (k < nLower ? p[item] : q[item]);
      sum += (s * cNow - sNow * c) / NNow / N;
      out[item] = total * sum * q[item];
      above += p[item];
      s = sNow;
      c = cNow;
      N = NNow;
    }
    return total * (sum + s / above / N);
  };
}

function createWorkspace(capacity: number): Workspace {
  const floats = (): Float64Array => new Float64Array(capacity);
  const integers = (): Int32Array => new Int32Array(capacity);
  return { keys: floats(), items: integers(), below: floats(), scratch: { keys: floats(), items: integers() } };
}
