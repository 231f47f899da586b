import type { Mdp } from '../../../mdp/mdp.js';
import type { Policy } from '../../../mdp/policy.js';
import { type PolicyMoves, policyMoves } from './policyMoves.js';

/**
 * The rows that a policy takes, without what is impossible, side by side. A row with a single entry follows whatever was
 * observed: those are added up as moves.
 */
export interface TakenRows {
  /** Shape (S + 1): the rows of a state are from `start[s]` to `start[s + 1]` − 1. */
  readonly start: Uint32Array;
  /** Which row of the model each is. */
  readonly row: Uint32Array;
  /** e(a|s). */
  readonly share: Float64Array;
  /** Shape (rows + 1): the entries of a row are from `first[r]` to `first[r + 1]` − 1. */
  readonly first: Uint32Array;
  readonly next: Uint32Array;
  readonly probability: Float64Array;
  readonly reward: Float64Array;
  /** 1 where an entry of the row pays something. */
  readonly pays: Uint8Array;
  readonly single: PolicyMoves;
}

/**
 * @param order of the entries of a row by their next states; default by increasing next state
 *
 * Cost O(nnz), and the order of each row; 20 bytes an entry that is taken.
 */
export function takenRows(
  mdp: Mdp,
  policy: Policy,
  order: (outcomes: Uint32Array) => ArrayLike<number> = (outcomes) => outcomes.map((_, k) => k),
): TakenRows {
  const { nStates, nActions, rowStart, terminal } = mdp;
  const isTaken = (row: number): boolean => policy.probability[row] > 0 && possibleEntries(mdp, row).length > 1;
  const start = new Uint32Array(nStates + 1);
  const rows: number[] = [];
  const entries: number[] = [];
  const first = [0];
  for (let s = 0; s < nStates; s++) {
    for (let row = s * nActions; row < (s + 1) * nActions && terminal[s] === 0; row++) {
      if (!isTaken(row)) continue;
      rows.push(row);
      const possible = possibleEntries(mdp, row);
      const positions = order(Uint32Array.from(possible, (k) => mdp.nextState[k]));
      for (let k = 0; k < possible.length; k++) entries.push(possible[positions[k]]);
      first.push(entries.length);
    }
    start[s + 1] = rows.length;
  }
  const reward = Float64Array.from(entries, (k) => mdp.reward[k]);
  return {
    start,
    row: Uint32Array.from(rows),
    share: Float64Array.from(rows, (row) => policy.probability[row]),
    first: Uint32Array.from(first),
    next: Uint32Array.from(entries, (k) => mdp.nextState[k]),
    probability: Float64Array.from(entries, (k) => mdp.probability[k]),
    reward,
    pays: Uint8Array.from(rows, (_, r) => Number(reward.subarray(first[r], first[r + 1]).some((paid) => paid !== 0))),
    single: policyMoves(mdp, policy, (row) => rowStart[row] < rowStart[row + 1] && !isTaken(row)),
  };
}

/** The entries of a row that are of positive probability. */
export function possibleEntries({ rowStart, probability }: Mdp, row: number): number[] {
  const entries: number[] = [];
  for (let k = rowStart[row]; k < rowStart[row + 1]; k++) if (probability[k] > 0) entries.push(k);
  return entries;
}
