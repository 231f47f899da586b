import { type ExtendedMdp, modelRow } from '../../rows/extendedMdp.js';
import type { ObservedStep } from '../../rows/observedStep.js';
import { meetingRows } from '../../rows/unaffected/meetingRows.js';

/** Rows of a model as an observation finds them: certain, apart from it, or neither. */
export interface ApartRows {
  /** Looks an observation up, until the next. */
  observe(step: ObservedStep | undefined): void;
  /** p[x]: how likely it was; 1 where nothing was observed. */
  readonly cap: number;
  /** The entry that follows for certain: the only one of a row, or what the row that was observed repeats; else −1. */
  entryOf(row: number): number;
  /** Whether the row has no outcome in common with the one observed, or what was observed had to be. */
  row(row: number): boolean;
}

/**
 * @param taken shape (S × A), positive for rows that are asked for
 *
 * Cost: see `meetingRows`.
 */
export function apartRows(mdp: ExtendedMdp, taken: Float64Array): ApartRows {
  const { rowStart, probability } = mdp;
  const meeting = meetingRows(mdp, taken);
  /** Shape (S × A): the only entry of a row, or −1. */
  const only = Int32Array.from(taken, (_, row) => (rowStart[row + 1] - rowStart[row] === 1 ? rowStart[row] : -1));
  let repeated = -1;
  let observed = -1;
  const rows = {
    cap: 1,
    observe(step: ObservedStep | undefined): void {
      repeated = step ? modelRow(mdp, step.row) : -1;
      observed = step ? rowStart[step.row] + step.entry : -1;
      rows.cap = step ? probability[observed] : 1;
      if (rows.cap < 1) meeting.observe(step!.row);
    },
    entryOf: (row: number): number => (row === repeated ? observed : only[row]),
    row: (row: number): boolean => rows.cap === 1 || !meeting.row(row),
  };
  return rows;
}
