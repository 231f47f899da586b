import type { Mdp } from '../../../mdp/mdp.js';
import type { Policy } from '../../../mdp/policy.js';
import { createCommonOutcomes } from '../../../mechanisms/kernels/commonOutcomes.js';
import type { CommonRow } from '../../../mechanisms/mechanism.js';
import { type ChangedRows, createChangedRow, longestTaken } from './changedRow.js';
import { rowCheck } from '../rowCheck.js';
import { takenRows } from './takenRows.js';

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
  const check = rowCheck(mdp, name);
  let last = -1;
  let outcome = -1;
  return {
    taken,
    changed,
    observe(observedRow, entry) {
      check('p', observedRow);
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
    change(r) {
      const { place, value } = changed;
      const { p, q } = common;
      const end = first[r + 1];
      changed.start = first[r];
      changed.end = end;
      common.x = -1;
      let n = 0;
      for (let k = first[r]; k < end; k++) {
        const px = observed[next[k]];
        if (px === 0) continue;
        if (next[k] === outcome) common.x = n;
        place[n] = k;
        p[n] = px;
        q[n++] = probability[k];
      }
      common.n = changed.n = n;
      changed.factor = 1;
      if (n === 0) return;
      check('q', row[r]);
      common.rest = 0;
      for (let k = first[r], i = 0; k < end && n < end - first[r]; k++) {
        if (i < n && place[i] === k) i++;
        else common.rest += probability[k];
      }
      changed.factor = form(common, value);
    },
  };
}
