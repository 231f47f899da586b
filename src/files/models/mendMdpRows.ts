import { DataError } from '../../core/errors.js';
import type { RowMender } from '../../core/rowMender.js';
import type { Mdp } from '../../mdp/mdp.js';

type Rows = Pick<Mdp, 'rowStart' | 'nextState' | 'probability' | 'reward'>;

/**
 * The rows of a model's file as `Mdp` wants them: next states in order and once each, rows that were rounded divided by
 * their sums, and rows without probability empty, which makes the pair one that is not possible.
 *
 * Two entries of a row that lead to the same state become one: their probabilities are added, their rewards averaged by
 * them, which leaves every expected reward the same.
 *
 * @param rows with `rowStart` from 0 to the number of entries, not decreasing; not checked
 * @param say told in a sentence what was changed beside what the mender tells
 * @returns the same arrays where nothing was to be done
 * @throws DataError naming the row whose probabilities are none
 *
 * Cost O(nnz), and O(n log n) for a row out of order.
 */
export function mendMdpRows(
  file: string,
  rows: Rows,
  nActions: number,
  mender: RowMender,
  say: ((sentence: string) => void) | undefined,
): Rows {
  const ordered = isOrdered(rows) ? rows : reordered(rows, say);
  const { rowStart, probability } = ordered;
  let empty = 0;
  for (let row = 0; row + 1 < rowStart.length; row++) {
    const entries = probability.subarray(rowStart[row], rowStart[row + 1]);
    if (entries.every((p) => p === 0)) {
      empty += entries.length > 0 ? 1 : 0;
      continue;
    }
    const fault = mender.mend(entries);
    if (fault !== undefined)
      throw new DataError(`${file}: row (state ${Math.floor(row / nActions)}, action ${row % nActions}): ${fault}`);
  }
  return empty === 0 ? ordered : withoutEmptyRows(ordered);
}

function isOrdered({ rowStart, nextState, probability }: Rows): boolean {
  for (let row = 0; row + 1 < rowStart.length; row++)
    for (let k = rowStart[row] + 1; k < rowStart[row + 1]; k++)
      if (nextState[k] <= nextState[k - 1] && probability.length > k) return false;
  return true;
}

function reordered(rows: Rows, say: ((sentence: string) => void) | undefined): Rows {
  const { nextState, probability, reward } = rows;
  const result = { nextState: [] as number[], probability: [] as number[], reward: [] as number[] };
  const rowStart = new Uint32Array(rows.rowStart.length);
  let twice = 0;
  for (let row = 0; row + 1 < rowStart.length; row++) {
    const order: number[] = [];
    for (let k = rows.rowStart[row]; k < rows.rowStart[row + 1]; k++) order.push(k);
    order.sort((i, j) => nextState[i] - nextState[j]);
    for (let i = 0; i < order.length;) {
      const first = order[i];
      let [sum, earned] = [0, 0];
      const from = i;
      for (; i < order.length && nextState[order[i]] === nextState[first]; i++) {
        sum += probability[order[i]];
        earned += probability[order[i]] * reward[order[i]];
      }
      if (i > from + 1) twice += 1;
      result.nextState.push(nextState[first]);
      result.probability.push(sum);
      // A single entry keeps its reward bit for bit.
      result.reward.push(i > from + 1 && sum > 0 ? earned / sum : reward[first]);
    }
    rowStart[row + 1] = result.nextState.length;
  }
  if (twice > 0)
    say?.(
      `${twice} ${twice === 1 ? 'next state was' : 'next states were'} named twice in a row: probabilities added, rewards averaged`,
    );
  return {
    rowStart,
    nextState: Uint32Array.from(result.nextState),
    probability: Float64Array.from(result.probability),
    reward: Float64Array.from(result.reward),
  };
}

function withoutEmptyRows({ rowStart, nextState, probability, reward }: Rows): Rows {
  const kept: number[] = [];
  const starts = new Uint32Array(rowStart.length);
  for (let row = 0; row + 1 < rowStart.length; row++) {
    const entries = probability.subarray(rowStart[row], rowStart[row + 1]);
    if (!entries.every((p) => p === 0)) for (let k = rowStart[row]; k < rowStart[row + 1]; k++) kept.push(k);
    starts[row + 1] = kept.length;
  }
  return {
    rowStart: starts,
    nextState: Uint32Array.from(kept, (k) => nextState[k]),
    probability: Float64Array.from(kept, (k) => probability[k]),
    reward: Float64Array.from(kept, (k) => reward[k]),
  };
}
