import type { Assumption } from '../../../mechanisms/bounds/registry.js';
import { largerFinite } from '../../intervals/apart/largerFinite.js';
import { kindOf, rowExtremes } from '../../intervals/apart/rowExtremes.js';
import type { ExtendedMdp } from '../../rows/extendedMdp.js';
import type { ObservedStep } from '../../rows/observedStep.js';
import { type StepRows, leastRows as plainLeastRows } from '../stepRows.js';

/**
 * As `leastRows` of `stepRows`, for the sizes of real logs: the worst of a row is mostly its worst entry, and rows need
 * not be made to tell. States that an assumption rules out may be visited.
 *
 * @param width most columns of values at once
 */
export function leastRows(mdp: ExtendedMdp, assumption: Assumption, bytes: number, width: number): StepRows {
  const kind = kindOf(assumption);
  if (kind < 0) return plainLeastRows(mdp, assumption, bytes);
  const { nextState, rowStart, probability } = mdp;
  const columns = Array.from({ length: width }, () => kind);
  const rows = rowExtremes(mdp, { kind: columns, isLeast: columns.map(() => true), isScaled: true });
  let last: ObservedStep | undefined;
  let current = -1;
  let certain = -1;
  return {
    scale: 0,
    open(step, row) {
      if (step !== last) rows.observe((last = step));
      current = row;
      certain = rows.entryOf(row);
    },
    eachNext(visit) {
      if (certain >= 0) visit(nextState[certain]);
      else for (let k = rowStart[current]; k < rowStart[current + 1]; k++) if (probability[k] > 0) visit(nextState[k]);
    },
    means(objective, later, width, n, out) {
      if (certain < 0) {
        rows.turnTo(current);
        rows.scale = this.scale;
        rows.means(objective, later, width, n, out);
        this.scale = rows.scale;
        return;
      }
      const [earned, at] = [objective.reward[certain], nextState[certain] * width];
      for (let i = 0; i < n; i++) {
        out[i] = earned + objective.discount * later[at + i];
        this.scale = largerFinite(this.scale, out[i]);
      }
    },
  };
}
