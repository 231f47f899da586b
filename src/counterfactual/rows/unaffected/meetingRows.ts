import type { ExtendedMdp } from '../extendedMdp.js';

/** Of the rows that a policy takes, those that have an outcome in common with an observed row. */
export interface MeetingRows {
  /**
   * Looks them up for an observed row, of the model or added to it, until the next. Rows of a single entry are left out:
   * whatever was observed, it follows.
   */
  observe(row: number): void;
  /** Whether a row of the model is among them, or whether that is not known. */
  row(row: number): boolean;
  /** Whether one of the rows taken in a state is. */
  state(state: number): boolean;
}

/** Where more marks than this times the number of states would be set, all pass for meeting: looking would cost more. */
const MOST_MARKS = 4;

/**
 * @param taken shape (S × A), positive for the rows that the policy takes
 *
 * Cost O(nnz) at once, with 4 bytes an entry; then a mark for each entry by which one of the outcomes is reached.
 */
export function meetingRows(mdp: ExtendedMdp, taken: Float64Array): MeetingRows {
  const { nStates, nActions, rowStart, nextState } = mdp;
  const { start, row: into } = rowsInto(mdp, taken);
  const rowMark = new Uint32Array(nStates * nActions);
  const stateMark = new Uint32Array(nStates);
  let mark = 0;
  let last = -1;
  let all = false;
  return {
    observe(observed) {
      if (observed === last) return;
      last = observed;
      const [first, end] = [rowStart[observed], rowStart[observed + 1]];
      let marks = 0;
      for (let k = first; k < end; k++) marks += start[nextState[k] + 1] - start[nextState[k]];
      all = marks > MOST_MARKS * nStates;
      if (all) return;
      if (++mark === 2 ** 32 - 1) {
        rowMark.fill(0);
        stateMark.fill(0);
        mark = 1;
      }
      for (let k = first; k < end; k++) {
        for (let i = start[nextState[k]]; i < start[nextState[k] + 1]; i++) {
          const row = into[i];
          rowMark[row] = mark;
          stateMark[Math.floor(row / nActions)] = mark;
        }
      }
    },
    row: (row) => all || rowMark[row] === mark,
    state: (state) => all || stateMark[state] === mark,
  };
}

/** For each state the rows of several entries that lead there, as far as they are taken. */
function rowsInto(
  { nStates, nActions, rowStart, nextState, terminal }: ExtendedMdp,
  taken: Float64Array,
): { readonly start: Uint32Array; readonly row: Uint32Array } {
  const start = new Uint32Array(nStates + 2);
  const each = (visit: (row: number, next: number) => void): void => {
    for (let row = 0; row < nStates * nActions; row++) {
      if (taken[row] === 0 || rowStart[row + 1] - rowStart[row] < 2) continue;
      if (terminal[Math.floor(row / nActions)] === 1) continue;
      for (let k = rowStart[row]; k < rowStart[row + 1]; k++) visit(row, nextState[k]);
    }
  };
  each((_, next) => {
    start[next + 2] += 1;
  });
  for (let s = 0; s <= nStates; s++) start[s + 1] += start[s];
  const row = new Uint32Array(start[nStates + 1]);
  // Each start is moved on as rows are written, to where the next state's begin.
  each((from, next) => {
    row[start[next + 1]++] = from;
  });
  return { start, row };
}
