import type { Mdp } from '../../mdp/mdp.js';
import { pairConcentration } from '../../mdp/pairConcentration.js';

/**
 * A model with rows behind its own S·A, which stand for rows of it after one more case. They are what was observed, or
 * follow where a counterfactual run repeats it; nothing else leads to them.
 */
export interface ExtendedMdp extends Mdp {
  /** Which row of the model each added row stands for; absent where none are added. */
  readonly standsFor?: Uint32Array;
}

/** The row of the model that a row stands for: itself, unless it was added. */
export function modelRow({ nStates, nActions, standsFor }: ExtendedMdp, row: number): number {
  const added = row - nStates * nActions;
  return added < 0 ? row : standsFor![added];
}

/** The most entries that a row has, of the model's own and the added. */
export function longestRow({ rowStart }: ExtendedMdp): number {
  let most = 0;
  for (let row = 0; row + 1 < rowStart.length; row++) most = Math.max(most, rowStart[row + 1] - rowStart[row]);
  return most;
}

/** A row of its own, of entries by increasing next state. */
export interface AddedRow {
  readonly standsFor: number;
  readonly nextState: Uint32Array;
  readonly probability: Float64Array;
  readonly reward: Float64Array;
}

/**
 * A row of a fitted model after one more case, of a transition that it gives probability 0:
 *
 *     (n P + 1{s'}) / (n + 1)
 *
 * n: the logged cases that P rests on, with the pseudo-counts of a prior and the imaginary cases of the worst. P of a
 * pair without any is an assumption, which the one case replaces.
 *
 * @param reward of the case; other transitions pay what they did
 */
export function rowWithCase(mdp: Mdp, row: number, next: number, reward: number): AddedRow {
  const n = (mdp.visits?.[row] ?? 0) + pairConcentration(mdp, row) + (mdp.source.worst?.cases ?? 0);
  const entries = new Map<number, { readonly probability: number; readonly reward: number }>();
  for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++)
    entries.set(mdp.nextState[k], { probability: (n * mdp.probability[k]) / (n + 1), reward: mdp.reward[k] });
  entries.set(next, { probability: 1 / (n + 1), reward });
  const nextState = Uint32Array.from(entries.keys()).sort();
  return {
    standsFor: row,
    nextState,
    probability: Float64Array.from(nextState, (s) => entries.get(s)!.probability),
    reward: Float64Array.from(nextState, (s) => entries.get(s)!.reward),
  };
}

/** Cost O(nnz). */
export function extendMdp(mdp: Mdp, rows: readonly AddedRow[]): ExtendedMdp {
  const added = rows.reduce((sum, { nextState }) => sum + nextState.length, 0);
  const own = mdp.nextState.length;
  const rowStart = new Uint32Array(mdp.rowStart.length + rows.length);
  const nextState = new Uint32Array(own + added);
  const probability = new Float64Array(own + added);
  const reward = new Float64Array(own + added);
  rowStart.set(mdp.rowStart);
  nextState.set(mdp.nextState);
  probability.set(mdp.probability);
  reward.set(mdp.reward);
  let end = own;
  rows.forEach((row, j) => {
    nextState.set(row.nextState, end);
    probability.set(row.probability, end);
    reward.set(row.reward, end);
    end += row.nextState.length;
    rowStart[mdp.rowStart.length + j] = end;
  });
  return {
    ...mdp,
    rowStart,
    nextState,
    probability,
    reward,
    standsFor: Uint32Array.from(rows, ({ standsFor }) => standsFor),
  };
}
