import type { CommonRow } from '../mechanism.js';
import { sortByKey } from './sortByKey.js';

/** Common outcomes that there is room for at first: more than rows of most models have. */
const ROOM = 4096;
let room = ROOM;
let rowInRoom = rowWithRoom(ROOM);

/**
 * The Gumbel-max row of two rows by what they have in common.
 *
 * The formulas are those of `GumbelMaxPair`, walked down from x alone. An outcome that only q has lies below all
 * others, one that only p has above them: their sums are all that counts, and only what both have in common, and below
 * x, is sorted. What only q has shares one factor; for rows without a common outcome that is 1.
 *
 * Sums of the others are what is left of the whole: off by rounding, and part of a number N from 1 to 2 only.
 *
 * Cost O(n) and a sort of those below x, for n common outcomes; no allocation.
 */
export const gumbelMaxCommonRow: CommonRow = (common, out) => {
  if (common.n > room) {
    room = 2 * common.n;
    rowInRoom = rowWithRoom(room);
  }
  return rowInRoom(common, out);
};

/**
 * The same for at most so many common outcomes. Its arrays are constants of one function, of which an engine knows where
 * they lie: half of the time that a row takes would else go to looking at them.
 */
function rowWithRoom(most: number): CommonRow {
  // p / q where p ≤ q, then −q / p, as in `GumbelMaxPair`, and which of the common outcomes that is.
  const keys = new Float64Array(most);
  const items = new Int32Array(most);
  // Sum of q below.
  const below = new Float64Array(most);
  const upperKeys = new Float64Array(most);
  const upper = new Int32Array(most);
  const scratch = { keys: upperKeys, items: upper };
  return ({ n: nCommon, p, q, x, px, total, rest }, out) => {
    const qx = x < 0 ? 0 : q[x];
    const xLower = px <= qx;
    let s = xLower ? px / qx : 1;
    let c = xLower ? 1 : qx / px;
    let n = 0;
    let nUpper = 0;
    for (let k = 0; k < nCommon; k++) {
      const pk = p[k];
      const qk = q[k];
      out[k] = 0;
      if (k === x) continue;
      if (pk <= qk) {
        const ratio = pk / qk;
        if (xLower && ratio >= s) continue;
        keys[n] = ratio;
        items[n++] = k;
      } else if (!xLower) {
        const ratio = qk / pk;
        if (ratio <= c) continue;
        upperKeys[nUpper] = -ratio;
        upper[nUpper++] = k;
      }
    }
    const nLower = n;
    for (let k = 0; k < nUpper; k++) {
      keys[n] = upperKeys[k];
      items[n++] = upper[k];
    }
    if (nLower > 1) sortByKey(keys, items, 0, nLower, scratch);
    if (nUpper > 1) sortByKey(keys, items, nLower, n, scratch);
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
