import type { Trajectories } from '../../trajectories/trajectories.js';

/** The distinct transitions of a log in sparse rows: what a model that is fitted to any resample of it can hold. */
export interface TransitionIndex {
  /** Shape (R): rows s·A + a that were logged, increasing. */
  readonly rows: Uint32Array;
  /** Shape (R + 1): entries of each of them. */
  readonly rowStart: Uint32Array;
  /** Shape (nnz): next state, or S for the end of the process, whatever state the log names there. */
  readonly successor: Uint32Array;
  /** Shape (steps): index into `rows`. */
  readonly rowOf: Uint32Array;
  /** Shape (steps): index into `successor`. */
  readonly entryOf: Uint32Array;
}

/**
 * Finds the distinct transitions of a log.
 *
 * Cost O(steps + S·A): a counting sort by row, then each row by itself.
 */
export function indexTransitions(log: Trajectories): TransitionIndex {
  const { nEpisodes, nStates, nActions, episodeStart, state, action, nextState, terminated } = log;
  const next = Uint32Array.from(nextState);
  for (let e = 0; e < nEpisodes; e++) if (terminated[e] === 1) next[episodeStart[e + 1] - 1] = nStates;
  const start = new Uint32Array(nStates * nActions + 1);
  for (let i = 0; i < state.length; i++) start[state[i] * nActions + action[i] + 1] += 1;
  for (let row = 0; row < nStates * nActions; row++) start[row + 1] += start[row];
  const byRow = new Uint32Array(state.length);
  const cursor = start.slice();
  for (let i = 0; i < state.length; i++) byRow[cursor[state[i] * nActions + action[i]]++] = i;

  const rows: number[] = [];
  const rowStart = [0];
  const successor: number[] = [];
  const rowOf = new Uint32Array(state.length);
  const entryOf = new Uint32Array(state.length);
  // The entry of each next state within the row at hand; older rows' entries are below the row's first.
  const entryTo = new Int32Array(nStates + 1).fill(-1);
  for (let row = 0; row < nStates * nActions; row++) {
    if (start[row] === start[row + 1]) continue;
    const first = successor.length;
    for (let k = start[row]; k < start[row + 1]; k++) {
      const i = byRow[k];
      if (entryTo[next[i]] < first) entryTo[next[i]] = successor.push(next[i]) - 1;
      rowOf[i] = rows.length;
      entryOf[i] = entryTo[next[i]];
    }
    rows.push(row);
    rowStart.push(successor.length);
  }
  return {
    rows: Uint32Array.from(rows),
    rowStart: Uint32Array.from(rowStart),
    successor: Uint32Array.from(successor),
    rowOf,
    entryOf,
  };
}
