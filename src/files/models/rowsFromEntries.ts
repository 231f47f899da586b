import { DataError } from '../../core/errors.js';
import type { RowMender } from '../../core/rowMender.js';
import type { Mdp } from '../../mdp/mdp.js';

/** Transitions in any order; what is listed twice is one. Columns of one length. */
export interface Entries {
  readonly state: number[];
  readonly action: number[];
  readonly next: number[];
  readonly probability: number[];
  readonly reward: number[];
}

export function noEntries(): Entries {
  return { state: [], action: [], next: [], probability: [], reward: [] };
}

/**
 * The rows of a model from a list of its transitions. Those of one pair that lead to one state are put together: their
 * probabilities add up, and the reward is their mean. A probability of 0 leaves no entry.
 *
 * @param say told where different rewards became their mean
 * @throws DataError naming the row that is no distribution
 *
 * Cost O(n log n) for n entries.
 */
export function rowsFromEntries(
  file: string,
  { nStates, nActions }: Pick<Mdp, 'nStates' | 'nActions'>,
  entries: Entries,
  mender: RowMender,
  say: (sentence: string) => void,
): Pick<Mdp, 'rowStart' | 'nextState' | 'probability' | 'reward'> {
  const row = entries.state.map((s, i) => s * nActions + entries.action[i]);
  const order = Uint32Array.from(row.keys())
    .filter((i) => entries.probability[i] !== 0)
    .sort((i, j) => row[i] - row[j] || entries.next[i] - entries.next[j] || i - j);
  const rowStart = new Uint32Array(nStates * nActions + 1);
  const nextState = new Uint32Array(order.length);
  const probability = new Float64Array(order.length);
  const reward = new Float64Array(order.length);
  let [n, means, last] = [0, 0, -1];
  for (const i of order) {
    const [p, r] = [entries.probability[i], entries.reward[i]];
    if (row[i] === last && nextState[n - 1] === entries.next[i]) {
      const sum = probability[n - 1] + p;
      if (reward[n - 1] !== r) {
        reward[n - 1] = (reward[n - 1] * probability[n - 1] + r * p) / sum;
        means += 1;
      }
      probability[n - 1] = sum;
      continue;
    }
    [nextState[n], probability[n], reward[n]] = [entries.next[i], p, r];
    last = row[i];
    n += 1;
    rowStart[last + 1] += 1;
  }
  for (let k = 0; k < nStates * nActions; k++) {
    rowStart[k + 1] += rowStart[k];
    if (rowStart[k + 1] === rowStart[k]) continue;
    const fault = mender.mend(probability.subarray(rowStart[k], rowStart[k + 1]));
    if (fault !== undefined)
      throw new DataError(`${file}: row (state ${Math.floor(k / nActions)}, action ${k % nActions}): ${fault}`);
  }
  if (means > 0) say(`${means} transitions to a state that is listed twice pay differently: their mean is taken`);
  return {
    rowStart,
    nextState: nextState.slice(0, n),
    probability: probability.slice(0, n),
    reward: reward.slice(0, n),
  };
}
