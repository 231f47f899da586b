import { longestEpisode } from '../../trajectories/longestEpisode.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { TransitionIndex } from './transitionIndex.js';

/** The distinct transitions of a log at each time: cells (t, s, s'), in order of t. */
export interface TimedTransitions {
  /** Shape (longest + 1): the cells of time t are those from timeStart[t] to timeStart[t + 1] − 1. */
  readonly timeStart: Uint32Array;
  /** Shape (cells). */
  readonly state: Uint32Array;
  /** Shape (cells): next state, or S for the end of the process. */
  readonly next: Uint32Array;
  /** Shape (steps): cell of each step. */
  readonly cellOf: Uint32Array;
}

/**
 * Finds the cells of a log. Cells may differ in the action alone; their shares add up.
 *
 * Cost O(steps + nnz).
 */
export function timedTransitions(log: Trajectories, { successor, entryOf }: TransitionIndex): TimedTransitions {
  const { nEpisodes, episodeStart, state } = log;
  const longest = longestEpisode(log);
  const stepStart = new Uint32Array(longest + 1);
  for (let e = 0; e < nEpisodes; e++)
    for (let t = 0; t < episodeStart[e + 1] - episodeStart[e]; t++) stepStart[t + 1] += 1;
  for (let t = 0; t < longest; t++) stepStart[t + 1] += stepStart[t];
  const cursor = stepStart.slice();
  const stepAt = new Uint32Array(state.length);
  for (let e = 0; e < nEpisodes; e++)
    for (let i = episodeStart[e], t = 0; i < episodeStart[e + 1]; i++, t++) stepAt[cursor[t]++] = i;
  const timeStart = new Uint32Array(longest + 1);
  const cells = { state: [] as number[], next: [] as number[] };
  const cellOf = new Uint32Array(state.length);
  // The cell of each transition at the time at hand; those of earlier times are below its first.
  const cellNow = new Int32Array(successor.length).fill(-1);
  for (let t = 0; t < longest; t++) {
    const first = cells.state.length;
    for (let k = stepStart[t]; k < stepStart[t + 1]; k++) {
      const i = stepAt[k];
      const key = entryOf[i];
      if (cellNow[key] < first) {
        cellNow[key] = cells.state.push(state[i]) - 1;
        cells.next.push(successor[key]);
      }
      cellOf[i] = cellNow[key];
    }
    timeStart[t + 1] = cells.state.length;
  }
  return { timeStart, state: Uint32Array.from(cells.state), next: Uint32Array.from(cells.next), cellOf };
}
