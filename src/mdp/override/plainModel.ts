import type { Mdp } from '../mdp.js';

/** A transition of a row, as a record. */
export interface PlainEntry {
  readonly next: number;
  readonly probability: number;
  readonly reward: number;
}

/** The part of a model that can be edited, as plain records and lists: typed arrays would be written to in place. */
export interface PlainModel {
  /** By row s·A + a, in increasing order of next state. */
  readonly rows: readonly (readonly PlainEntry[])[];
  /** Shape (S). */
  readonly initial: readonly number[];
}

/** Cost O(nnz). */
export function plainModel({ rowStart, nextState, probability, reward, initial }: Mdp): PlainModel {
  const rows = Array.from({ length: rowStart.length - 1 }, (_, row) =>
    Array.from({ length: rowStart[row + 1] - rowStart[row] }, (_each, i) => {
      const k = rowStart[row] + i;
      return { next: nextState[k], probability: probability[k], reward: reward[k] };
    }),
  );
  return { rows, initial: Array.from(initial) };
}

/** The arrays of a model of these rows. Cost O(nnz). */
export function arraysOf({
  rows,
  initial,
}: PlainModel): Pick<Mdp, 'rowStart' | 'nextState' | 'probability' | 'reward' | 'initial'> {
  const entries = rows.flat();
  const rowStart = new Uint32Array(rows.length + 1);
  rows.forEach((row, at) => (rowStart[at + 1] = rowStart[at] + row.length));
  return {
    rowStart,
    nextState: Uint32Array.from(entries, ({ next }) => next),
    probability: Float64Array.from(entries, ({ probability }) => probability),
    reward: Float64Array.from(entries, ({ reward }) => reward),
    initial: Float64Array.from(initial),
  };
}
