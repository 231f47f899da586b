import type { ExtendedMdp } from '../../rows/extendedMdp.js';
import type { ObservedStep } from '../../rows/observedStep.js';
import type { RowExtremes } from './rowExtremes.js';
import type { TakenRows } from './takenRows.js';

/** The living states that a run may be in at each step of an episode, whatever is assumed of the mechanism. */
export interface ReachedLayers {
  /** The states of step t are from `start[t]` to `start[t + 1]` − 1. */
  readonly start: readonly number[];
  readonly state: Uint32Array;
}

/**
 * Where a run may be under a policy.
 *
 * @returns for the first state of an episode and what was observed at its steps; valid until the next is asked for
 *
 * Cost: the entries of the rows of those states.
 */
export function reachedLayers(
  { nStates, rowStart, nextState, probability, terminal }: ExtendedMdp,
  taken: TakenRows,
  rows: Pick<RowExtremes, 'observe' | 'entryOf'>,
): (first: number, steps: readonly (ObservedStep | undefined)[]) => ReachedLayers {
  const mark = new Float64Array(nStates);
  let last = 0;
  let state = new Uint32Array(16 * nStates);
  return (first, steps) => {
    if (state.length < (steps.length + 1) * nStates) state = new Uint32Array((steps.length + 1) * nStates);
    const start = [0];
    let size = 0;
    if (terminal[first] === 0) state[size++] = first;
    steps.forEach((step, t) => {
      start.push(size);
      last += 1;
      const end = size;
      rows.observe(step);
      for (let i = start[t]; i < end; i++) {
        for (let at = taken.start[state[i]]; at < taken.start[state[i] + 1]; at++) {
          const row = taken.row[at];
          const entry = rows.entryOf(row);
          const [from, to] = entry >= 0 ? [entry, entry + 1] : [rowStart[row], rowStart[row + 1]];
          for (let k = from; k < to; k++) {
            const s = nextState[k];
            if (mark[s] === last || terminal[s] === 1 || (entry < 0 && probability[k] === 0)) continue;
            mark[s] = last;
            state[size++] = s;
          }
        }
      }
    });
    return { start, state };
  };
}
