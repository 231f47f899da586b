import type { Mdp } from '../../mdp/mdp.js';

export type MdpRows = Pick<Mdp, 'rowStart' | 'nextState' | 'probability' | 'reward'>;

/** Adds an entry to the row that is being written; next states in increasing order. */
export type PushEntry = (next: number, probability: number, reward: number) => void;

/**
 * The row arrays of a model, written row by row.
 *
 * @param most entries that there can be
 * @param write called once for each row, in order
 *
 * Cost O(nRows + most).
 */
export function rewriteRows(nRows: number, most: number, write: (row: number, push: PushEntry) => void): MdpRows {
  const rowStart = new Uint32Array(nRows + 1);
  const nextState = new Uint32Array(most);
  const probability = new Float64Array(most);
  const reward = new Float64Array(most);
  let k = 0;
  const push: PushEntry = (next, p, r) => {
    nextState[k] = next;
    probability[k] = p;
    reward[k] = r;
    k += 1;
  };
  for (let row = 0; row < nRows; row++) {
    write(row, push);
    rowStart[row + 1] = k;
  }
  return {
    rowStart,
    nextState: nextState.slice(0, k),
    probability: probability.slice(0, k),
    reward: reward.slice(0, k),
  };
}
