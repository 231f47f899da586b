import type { CommonOutcomes, CommonRow, SparseRow } from '../mechanism.js';

/** Room for so many common outcomes. */
export function createCommonOutcomes(most: number): CommonOutcomes {
  return { n: 0, p: new Float64Array(most), q: new Float64Array(most), x: -1, px: 0, total: 1, rest: 0 };
}

/**
 * The row of two that are stored without their zeros, from what they have in common.
 *
 * Cost O(entries of both) beside that of the form.
 */
export function sparseByCommon(row: CommonRow): SparseRow {
  let common = createCommonOutcomes(32);
  let values = new Float64Array(32);
  /** Of each common outcome: its position in `out`. */
  let place = new Uint32Array(32);
  return ({ outcome, probability, pStart, pEnd, x, qStart, qEnd }, out, at) => {
    if (qEnd - qStart > values.length) {
      common = createCommonOutcomes(2 * (qEnd - qStart));
      values = new Float64Array(2 * (qEnd - qStart));
      place = new Uint32Array(2 * (qEnd - qStart));
    }
    const { p, q } = common;
    const shift = at - qStart;
    let n = 0;
    let xCommon = -1;
    let total = 0;
    let rest = 0;
    let i = pStart;
    let j = qStart;
    while (i < pEnd && j < qEnd) {
      const ofP = outcome[i];
      const ofQ = outcome[j];
      if (ofP < ofQ) total += probability[i++];
      else if (ofP > ofQ) rest += probability[j++];
      else {
        const pi = probability[i];
        const qj = probability[j];
        total += pi;
        if (pi > 0 && qj > 0) {
          if (i === x) xCommon = n;
          place[n] = shift + j;
          p[n] = pi;
          q[n++] = qj;
        } else rest += qj;
        i++;
        j++;
      }
    }
    while (i < pEnd) total += probability[i++];
    while (j < qEnd) rest += probability[j++];
    common.n = n;
    common.x = xCommon;
    common.px = probability[x];
    common.total = total;
    common.rest = rest;
    const factor = row(common, values);
    for (let k = qStart; k < qEnd; k++) out[shift + k] = factor * probability[k];
    for (let k = 0; k < n; k++) out[place[k]] = values[k];
  };
}
