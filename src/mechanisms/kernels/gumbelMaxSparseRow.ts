import type { SparseRow } from '../mechanism.js';
import { type SortScratch, sortByKey } from './sortByKey.js';

/** Room for the outcomes that both rows have. */
interface Workspace {
  /** Shape (entries of q): p of the same outcome, 0 if there is none. */
  readonly across: Float64Array;
  /** Of the outcomes below x in p / q, as `GumbelMaxPair`: p / q where p ≤ q, then −q / p. */
  readonly keys: Float64Array;
  /** Entry of q, from its first. */
  readonly items: Int32Array;
  /** Sum of q below. */
  readonly below: Float64Array;
  readonly scratch: SortScratch;
}

/**
 * The Gumbel-max row of two rows that are stored without their zeros, with a workspace of its own.
 *
 * The formulas are those of `GumbelMaxPair`, walked down from x alone. An outcome that only q has lies below all
 * others, one that only p has above them: their sums are all that counts, and only what both have in common, and below
 * x, is sorted. For rows without a common outcome the result is q.
 *
 * Cost O(entries of both), and a sort of the common ones; no allocation.
 */
export function gumbelMaxSparseRow(): SparseRow {
  let workspace = createWorkspace(32);
  return ({ outcome, probability, pStart, pEnd, x, qStart, qEnd }, out, at) => {
    if (qEnd - qStart > workspace.items.length) workspace = createWorkspace(2 * (qEnd - qStart));
    const { across, keys, items, below, scratch } = workspace;
    let observed = -1;
    let total = 0;
    // Of p above x, and of q where p has nothing.
    let above = 0;
    let onlyQ = 0;
    let i = pStart;
    for (let j = qStart; j < qEnd; j++) {
      for (; i < pEnd && outcome[i] < outcome[j]; i++) {
        total += probability[i];
        if (i !== x) above += probability[i];
      }
      out[at + j - qStart] = 0;
      across[j - qStart] = 0;
      if (i < pEnd && outcome[i] === outcome[j]) {
        if (i === x) observed = j - qStart;
        across[j - qStart] = probability[i];
        total += probability[i++];
      }
      if (across[j - qStart] === 0) onlyQ += probability[j];
    }
    for (; i < pEnd; i++) {
      total += probability[i];
      if (i !== x) above += probability[i];
    }

    const px = probability[x];
    const qx = observed < 0 ? 0 : probability[qStart + observed];
    const xLower = px <= qx;
    let s = xLower ? px / qx : 1;
    let c = xLower ? 1 : qx / px;
    let n = 0;
    for (let k = 0; k < qEnd - qStart; k++) {
      const p = across[k];
      const q = probability[qStart + k];
      if (p === 0 || p > q || k === observed) continue;
      if (xLower && p / q >= s) above += p;
      else {
        keys[n] = p / q;
        items[n++] = k;
      }
    }
    const nLower = n;
    for (let k = 0; k < qEnd - qStart; k++) {
      const p = across[k];
      const q = probability[qStart + k];
      if (p <= q || k === observed) continue;
      if (xLower || q / p <= c) above += p;
      else {
        keys[n] = -(q / p);
        items[n++] = k;
      }
    }
    sortByKey(keys, items, 0, nLower, scratch);
    sortByKey(keys, items, nLower, n, scratch);
    let sumBelow = onlyQ;
    for (let k = 0; k < n; k++) {
      below[k] = sumBelow;
      sumBelow += probability[qStart + items[k]];
    }

    // Down from x: s, c and N are those of the outcome before, `above` is p above the one now.
    let N = c * above + s * sumBelow + (xLower ? px : qx);
    if (observed >= 0) out[at + observed] = (total * c) / N;
    above += px;
    let sum = 0;
    for (let k = n - 1; k >= 0; k--) {
      const item = items[k];
      const p = across[item];
      const q = probability[qStart + item];
      const sNow = k < nLower ? keys[k] : 1;
      const cNow = k < nLower ? 1 : -keys[k];
      const NNow = cNow * above + sNow * below[k] + (k < nLower ? p : q);
      sum += (s * cNow - sNow * c) / NNow / N;
      out[at + item] = total * sum * q;
      above += p;
      s = sNow;
      c = cNow;
      N = NNow;
    }
    if (onlyQ === 0) return;
    const share = total * (sum + s / above / N);
    for (let k = 0; k < qEnd - qStart; k++) if (across[k] === 0) out[at + k] = share * probability[qStart + k];
  };
}

function createWorkspace(capacity: number): Workspace {
  const floats = (): Float64Array => new Float64Array(capacity);
  const integers = (): Int32Array => new Int32Array(capacity);
  return {
    across: floats(),
    keys: floats(),
    items: integers(),
    below: floats(),
    scratch: { keys: floats(), items: integers() },
  };
}
