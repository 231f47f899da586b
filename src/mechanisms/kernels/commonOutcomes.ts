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
  return ({ outcome, probability, pStart, pEnd, x, qStart, qEnd }, out, at) => {
    if (qEnd - qStart > values.length) {
      common = createCommonOutcomes(2 * (qEnd - qStart));
      values = new Float64Array(2 * (qEnd - qStart));
    }
    common.px = probability[x];
    common.x = -1;
    common.total = common.rest = 0;
    for (let k = pStart; k < pEnd; k++) common.total += probability[k];
    let n = 0;
    let i = pStart;
    for (let j = qStart; j < qEnd; j++) {
      while (i < pEnd && outcome[i] < outcome[j]) i++;
      const isCommon = i < pEnd && outcome[i] === outcome[j] && probability[i] > 0 && probability[j] > 0;
      out[at + j - qStart] = isCommon ? 1 : 0;
      if (!isCommon) common.rest += probability[j];
      else {
        if (i === x) common.x = n;
        common.p[n] = probability[i];
        common.q[n++] = probability[j];
      }
    }
    common.n = n;
    const factor = row(common, values);
    n = 0;
    for (let j = qStart; j < qEnd; j++) {
      const to = at + j - qStart;
      out[to] = out[to] === 1 ? values[n++] : factor * probability[j];
    }
  };
}
