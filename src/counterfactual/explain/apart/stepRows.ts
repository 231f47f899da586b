import { type Assumption, assumptions } from '../../../mechanisms/bounds/registry.js';
import type { CompleteMechanism } from '../../../mechanisms/mechanism.js';
import { type ApartRows, apartRows } from '../../intervals/apart/apartRows.js';
import { cappedMeans } from '../../intervals/apart/cappedMean.js';
import { type ActionRows, actionRows } from '../../rows/actionRows.js';
import { type ExtendedMdp, longestRow } from '../../rows/extendedMdp.js';
import type { ObservedStep } from '../../rows/observedStep.js';
import type { RowPage } from '../../rows/rowPool.js';
import {
  type MechanismRows,
  type StepRows,
  largerFinite,
  leastRows as plainLeastRows,
  mechanismRows as plainMechanismRows,
} from '../stepRows.js';

/**
 * As `mechanismRows` of `stepRows`, for the sizes of real logs: rows that have no outcome in common with what was
 * observed are, by mechanisms that draw anew there, the model's own, and nearly all are. They are read where they are.
 */
export function mechanismRows(mdp: ExtendedMdp, mechanism: CompleteMechanism, bytes: number): MechanismRows {
  const rows = actionRows(mdp, mechanism, bytes);
  const { fresh, common } = mechanism.counterfactual;
  return plainMechanismRows(mdp, mechanism, bytes, common && !fresh && mechanism.exact ? readInPlace(mdp, rows) : rows);
}

function readInPlace(mdp: ExtendedMdp, rows: ActionRows): ActionRows {
  const { nStates, nActions, rowStart, nextState, probability } = mdp;
  const turn = turning(mdp);
  const page: RowPage = { integer: Uint32Array.from(nextState.keys()), number: probability };
  // Rows leave out what they give probability 0.
  const isWhole = Uint8Array.from({ length: nStates * nActions }, (_, row) =>
    Number(!probability.subarray(rowStart[row], rowStart[row + 1]).includes(0)),
  );
  const pool = { ...rows.pool, page };
  return {
    pool,
    find(step, row) {
      const apart = turn(step);
      if (isWhole[row] === 1 && !apart.repeats(row) && apart.row(row)) {
        pool.page = page;
        pool.start = rowStart[row];
        pool.end = rowStart[row + 1];
        return;
      }
      rows.find(step, row);
      ({ page: pool.page, start: pool.start, end: pool.end } = rows.pool);
    },
  };
}

/** Of a row: one entry, which follows; all of it under caps; or its own bounds. */
const [CERTAIN, CAPPED, BOUNDED] = [0, 1, 2];

/**
 * As `leastRows` of `stepRows`: rows that have no outcome in common with what was observed are bound by its probability
 * alone, whatever is assumed.
 */
export function leastRows(mdp: ExtendedMdp, assumption: Assumption, bytes: number): StepRows {
  const plain = plainLeastRows(mdp, assumption, bytes);
  if (!assumptions.includes(assumption)) return plain;
  const { nextState, rowStart, probability } = mdp;
  const turn = turning(mdp);
  const longest = longestRow(mdp);
  const value = new Float64Array(longest);
  const cappedMean = cappedMeans(longest);
  let kind = CERTAIN;
  let cap = 1;
  let first = 0;
  let end = 0;
  return {
    scale: 0,
    open(step, row) {
      const apart = turn(step);
      const entry = apart.entryOf(row);
      if (entry >= 0) {
        kind = CERTAIN;
        first = entry;
      } else if (apart.row(row)) {
        kind = CAPPED;
        cap = apart.cap;
        first = rowStart[row];
        end = rowStart[row + 1];
      } else {
        kind = BOUNDED;
        plain.open(step, row);
      }
    },
    eachNext(visit) {
      if (kind === BOUNDED) plain.eachNext(visit);
      else if (kind === CERTAIN) visit(nextState[first]);
      else for (let k = first; k < end; k++) if (probability[k] > 0) visit(nextState[k]);
    },
    means(objective, later, width, n, out) {
      const { reward, discount } = objective;
      if (kind === BOUNDED) {
        plain.scale = this.scale;
        plain.means(objective, later, width, n, out);
        this.scale = plain.scale;
        return;
      }
      const last = kind === CERTAIN ? first + 1 : end;
      for (let i = 0; i < n; i++) {
        for (let k = first; k < last; k++) {
          value[k - first] = reward[k] + discount * later[nextState[k] * width + i];
          if (probability[k] > 0) this.scale = largerFinite(this.scale, value[k - first]);
        }
        if (kind === CERTAIN) {
          out[i] = value[0];
          continue;
        }
        out[i] = cappedMean(probability, first, last, cap, value, true);
      }
    },
  };
}

/** Rows as the observation of a step finds them, looked up where that is another than the last. */
function turning(mdp: ExtendedMdp): (step: ObservedStep | undefined) => ApartRows {
  const apart = apartRows(mdp);
  let last: ObservedStep | undefined;
  return (step) => {
    if (step !== last) apart.observe((last = step));
    return apart;
  };
}
