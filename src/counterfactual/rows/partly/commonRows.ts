import type { Mdp } from '../../../mdp/mdp.js';
import type { Policy } from '../../../mdp/policy.js';
import { createCommonOutcomes } from '../../../mechanisms/kernels/commonOutcomes.js';
import type { CommonRow } from '../../../mechanisms/mechanism.js';
import { type ChangedRow, type ChangedRows, createChangedRow, longestTaken } from './changedRow.js';
import { rowCheck } from '../rowCheck.js';
import { meetingRows } from '../unaffected/meetingRows.js';
import { type TakenRows, takenRows } from './takenRows.js';

/**
 * Rows of a mechanism that needs to know only what two rows have in common: the rest of a row is the model's, times a
 * factor.
 *
 * @param name of the mechanism, for the message of an error
 * @throws ArgumentError in use, where a row of the model that takes part is none of probabilities
 *
 * Cost of a row: a look at its entries, and the form on those that it has in common with the observed one.
 */
export function commonRows(mdp: Mdp, policy: Policy, name: string, form: CommonRow): ChangedRows {
  const taken = takenRows(mdp, policy);
  const { row, first, next, probability } = taken;
  const longest = longestTaken(taken);
  const changed = createChangedRow(longest);
  const common = createCommonOutcomes(longest);
  /** Shape (S): P of the observed row. */
  const observed = new Float64Array(mdp.nStates);
  const meeting = meetingRows(mdp, policy.probability);
  const sums = Float64Array.from(row, (_, r) =>
    probability.subarray(first[r], first[r + 1]).reduce((sum, p) => sum + p, 0),
  );
  const check = rowCheck(mdp, name);
  let last = -1;
  let outcome = -1;
  return {
    taken,
    changed,
    observe(observedRow, entry) {
      check('p', observedRow);
      meeting.observe(observedRow);
      if (last >= 0) for (let k = mdp.rowStart[last]; k < mdp.rowStart[last + 1]; k++) observed[mdp.nextState[k]] = 0;
      last = observedRow;
      common.total = 0;
      for (let k = mdp.rowStart[last]; k < mdp.rowStart[last + 1]; k++) {
        observed[mdp.nextState[k]] = mdp.probability[k];
        common.total += mdp.probability[k];
      }
      outcome = mdp.nextState[mdp.rowStart[observedRow] + entry];
      common.px = observed[outcome];
    },
    isChanged: (state) => meeting.state(state),
    change(r) {
      const { place, value } = changed;
      const { p, q } = common;
      const end = first[r + 1];
      changed.start = first[r];
      changed.end = end;
      common.x = -1;
      let n = 0;
      let inCommon = 0;
      for (let k = first[r]; k < end; k++) {
        const px = observed[next[k]];
        if (px === 0) continue;
        if (next[k] === outcome) common.x = n;
        place[n] = k;
        p[n] = px;
        inCommon += q[n++] = probability[k];
      }
      common.n = changed.n = n;
      changed.factor = 1;
      if (n === 0) return;
      check('q', row[r]);
      common.rest = n === end - first[r] ? 0 : sumOfRest(taken, r, changed, sums[r] - inCommon);
      changed.factor = form(common, value);
    },
  };
}

/** Of entries of a row, those with no value of their own: what is left of the whole, unless that is mostly rounding. */
function sumOfRest({ first, probability }: TakenRows, r: number, { n, place }: ChangedRow, left: number): number {
  if (left > 0.1) return left;
  let rest = 0;
  let i = 0;
  for (let k = first[r]; k < first[r + 1]; k++) {
    if (i < n && place[i] === k) i++;
    else rest += probability[k];
  }
  return rest;
}
