import type { TakenRows } from './takenRows.js';

/**
 * What an observation makes of a row that is taken: from `start` to `end` − 1 of its entries, each with its probability
 * in the model times a factor, but for `n` of them that have a value of their own. Other entries are impossible.
 */
export interface ChangedRow {
  start: number;
  end: number;
  factor: number;
  n: number;
  /** Which entries those are, increasing. */
  place: Uint32Array;
  value: Float64Array;
}

/** The rows that a policy takes, as observations change them. */
export interface ChangedRows {
  readonly taken: TakenRows;
  /** What is changed by an observation, until the next. */
  observe(row: number, entry: number): void;
  /** Whether one of the rows that are taken in a state is changed, or whether that is not known. */
  isChanged(state: number): boolean;
  /** Sets `changed` to one of the rows that are taken, until the next. */
  change(r: number): void;
  readonly changed: ChangedRow;
}

export function createChangedRow(most: number): ChangedRow {
  return { start: 0, end: 0, factor: 1, n: 0, place: new Uint32Array(most), value: new Float64Array(most) };
}

/** The most entries that a taken row has. */
export function longestTaken({ first, row }: TakenRows): number {
  return row.reduce((most, _, r) => Math.max(most, first[r + 1] - first[r]), 1);
}
