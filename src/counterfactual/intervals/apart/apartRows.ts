import { type ExtendedMdp, modelRow } from '../../rows/extendedMdp.js';
import type { ObservedStep } from '../../rows/observedStep.js';

/** Rows of a model as an observation finds them: certain, apart from it, or neither. */
export interface ApartRows {
  /** Looks an observation up, until the next. */
  observe(step: ObservedStep | undefined): void;
  /** p[x]: how likely it was; 1 where nothing was observed. */
  readonly cap: number;
  /** The entry that follows for certain: the only one of a row, or what the row that was observed repeats; else −1. */
  entryOf(row: number): number;
  /** Whether it is the row that was observed. */
  repeats(row: number): boolean;
  /** Whether the row has no outcome in common with the one observed, has one entry, or what was observed had to be. */
  row(row: number): boolean;
}

/** Cost of an observation O(K) for K entries of its row, of a question likewise. */
export function apartRows(mdp: ExtendedMdp): ApartRows {
  const { nStates, rowStart, nextState, probability } = mdp;
  /** Shape (S): the number of the last observation of which it was a possible outcome. */
  const possible = new Uint32Array(nStates);
  let number = 0;
  let repeated = -1;
  let observed = -1;
  const rows = {
    cap: 1,
    observe(step: ObservedStep | undefined): void {
      repeated = step ? modelRow(mdp, step.row) : -1;
      observed = step ? rowStart[step.row] + step.entry : -1;
      rows.cap = step ? probability[observed] : 1;
      if (rows.cap === 1) return;
      if (++number === 2 ** 32 - 1) {
        possible.fill(0);
        number = 1;
      }
      for (let k = rowStart[step!.row]; k < rowStart[step!.row + 1]; k++) possible[nextState[k]] = number;
    },
    entryOf(row: number): number {
      if (row === repeated) return observed;
      return rowStart[row + 1] - rowStart[row] === 1 ? rowStart[row] : -1;
    },
    repeats: (row: number): boolean => row === repeated,
    row(row: number): boolean {
      const [first, end] = [rowStart[row], rowStart[row + 1]];
      if (rows.cap === 1 || end - first === 1) return true;
      for (let k = first; k < end; k++) if (possible[nextState[k]] === number) return false;
      return true;
    },
  };
  return rows;
}
