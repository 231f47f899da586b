import type { ModelRows } from '../../ope/study/modelRows.js';
import type { Aggregates } from '../aggregates.js';

/** A model that is fitted to counts, as `fittedModelRows` fits it to a log, and its cases. */
export interface CountedModel {
  readonly model: ModelRows;
  /** Shape (R): cases of each row. */
  readonly seen: Float64Array;
  /** Shape (S): steps of the log in each state. */
  readonly visits: Float64Array;
}

/**
 * Transitions, pooled over time, and mean rewards. Ends are one successor, S, whatever state the log names there.
 *
 * Cost O(nnz).
 */
export function countedModel({ nStates, nActions, counts }: Aggregates): CountedModel {
  const { state, action, nextState, terminated, count, reward: sums } = counts;
  const rows: number[] = [];
  const rowStart: number[] = [];
  const successor: number[] = [];
  const cases: number[] = [];
  const seen: number[] = [];
  const reward: number[] = [];
  const visits = new Float64Array(nStates);
  // The entry of each successor within the row at hand; older rows' entries are below the row's first.
  const entryTo = new Int32Array(nStates + 1).fill(-1);
  for (let k = 0; k < count.length; k++) {
    const row = state[k] * nActions + action[k];
    if (rows.at(-1) !== row) {
      rows.push(row);
      rowStart.push(successor.length);
      seen.push(0);
      reward.push(0);
    }
    const r = rows.length - 1;
    const next = terminated[k] === 1 ? nStates : nextState[k];
    if (entryTo[next] < rowStart[r]) {
      entryTo[next] = successor.push(next) - 1;
      cases.push(0);
    }
    cases[entryTo[next]] += count[k];
    seen[r] += count[k];
    reward[r] += sums[k];
    visits[state[k]] += count[k];
  }
  rowStart.push(successor.length);
  const probability = Float64Array.from(cases);
  seen.forEach((n, r) => {
    for (let k = rowStart[r]; k < rowStart[r + 1]; k++) probability[k] /= n;
    reward[r] /= n;
  });
  return {
    model: {
      nStates,
      nActions,
      rows: Uint32Array.from(rows),
      rowStart: Uint32Array.from(rowStart),
      successor: Uint32Array.from(successor),
      probability,
      reward: Float64Array.from(reward),
    },
    seen: Float64Array.from(seen),
    visits,
  };
}
