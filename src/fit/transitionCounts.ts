/** How often each transition was logged, in the sparse layout of `Mdp`: row (s, a) is number s·A + a. */
export interface TransitionCounts {
  readonly nStates: number;
  readonly nActions: number;
  /** Shape (S·A + 1). */
  readonly rowStart: Uint32Array;
  /** Shape (nnz), increasing within a row. */
  readonly nextState: Uint32Array;
  /** Shape (nnz), > 0. */
  readonly count: Float64Array;
  /** Shape (nnz): sum of the logged rewards. */
  readonly rewardSum: Float64Array;
}

/** Transitions as columns of equal length. `Trajectories` are such columns. */
export interface TransitionColumns {
  readonly state: ArrayLike<number>;
  readonly action: ArrayLike<number>;
  readonly reward: ArrayLike<number>;
  readonly nextState: ArrayLike<number>;
  /** How often each was logged; then `reward` is the sum of its rewards. Default: once. */
  readonly count?: ArrayLike<number>;
}

/**
 * Counts transitions: n(s, a, s') and the sum of the rewards logged with them.
 *
 * @param columns whole trajectories or any transitions, with states below nStates and actions below nActions; not
 *   checked
 *
 * Cost O(steps + S·A + nnz log nnz): a counting sort by row, then each row on its own.
 */
export function countTransitions(columns: TransitionColumns, nStates: number, nActions: number): TransitionCounts {
  const { reward, nextState, count: times } = columns;
  const stepsByRow = groupByRow(columns, nStates * nActions, nActions);
  const counts = { next: [] as number[], count: [] as number[], rewardSum: [] as number[] };
  const rowStart = new Uint32Array(nStates * nActions + 1);
  const countTo = new Float64Array(nStates);
  const rewardTo = new Float64Array(nStates);
  for (let row = 0; row < nStates * nActions; row++) {
    const seen: number[] = [];
    for (let i = stepsByRow.start[row]; i < stepsByRow.start[row + 1]; i++) {
      const step = stepsByRow.step[i];
      const next = nextState[step];
      if (countTo[next] === 0) seen.push(next);
      countTo[next] += times ? times[step] : 1;
      rewardTo[next] += reward[step];
    }
    seen.sort((a, b) => a - b);
    for (const next of seen) {
      counts.next.push(next);
      counts.count.push(countTo[next]);
      counts.rewardSum.push(rewardTo[next]);
      countTo[next] = rewardTo[next] = 0;
    }
    rowStart[row + 1] = counts.next.length;
  }
  return {
    nStates,
    nActions,
    rowStart,
    nextState: Uint32Array.from(counts.next),
    count: Float64Array.from(counts.count),
    rewardSum: Float64Array.from(counts.rewardSum),
  };
}

/** Numbers of the steps of each row, in their order in the log. */
function groupByRow(
  { state, action }: TransitionColumns,
  nRows: number,
  nActions: number,
): { start: Uint32Array; step: Uint32Array } {
  const start = new Uint32Array(nRows + 1);
  for (let i = 0; i < state.length; i++) start[state[i] * nActions + action[i] + 1] += 1;
  for (let row = 0; row < nRows; row++) start[row + 1] += start[row];
  const cursor = start.slice();
  const step = new Uint32Array(state.length);
  for (let i = 0; i < state.length; i++) step[cursor[state[i] * nActions + action[i]]++] = i;
  return { start, step };
}

/** n(s, a), shape (S·A). */
export function rowTotals({ rowStart, count }: TransitionCounts): Float64Array {
  const totals = new Float64Array(rowStart.length - 1);
  for (let row = 0; row < totals.length; row++) {
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) totals[row] += count[k];
  }
  return totals;
}
