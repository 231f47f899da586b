import type { MarkovChain } from '../evaluate/markovChain.js';
import type { Mdp } from '../mdp.js';

/**
 * The rows of a chain over the states, wherever they lie: those of an induced chain, or those that a deterministic
 * policy picks from a model. Row s has the entries first[s] to end[s] − 1. A terminal state's row is empty; a column
 * may name a terminal state, and more than once. Entries of probability 0 do not count.
 */
export interface SparseRows {
  readonly nStates: number;
  /** Shape (S). */
  readonly first: Uint32Array;
  /** Shape (S). */
  readonly end: Uint32Array;
  /** Shared with the source; only the entries of rows count. */
  readonly column: Uint32Array;
  /** As `column`. */
  readonly probability: Float64Array;
  /** Shape (S): probability of ending that no entry shows; absent where terminal states are columns. */
  readonly leak?: Float64Array;
}

/** The rows of a chain, as views. */
export function chainRows({ nStates, rowStart, nextState, probability, leak }: MarkovChain): SparseRows {
  return {
    nStates,
    first: rowStart.subarray(0, nStates),
    end: rowStart.subarray(1),
    column: nextState,
    probability,
    leak,
  };
}

/**
 * The rows of the policy that always takes action[s], without copying an entry: terminal successors stay columns.
 *
 * @param action shape (S)
 *
 * Cost O(S).
 */
export function policyRows(mdp: Mdp, action: ArrayLike<number>): SparseRows {
  const { nStates, nActions, rowStart, nextState, probability, terminal } = mdp;
  const first = new Uint32Array(nStates);
  const end = new Uint32Array(nStates);
  for (let s = 0; s < nStates; s++) {
    if (terminal[s] === 1) continue;
    first[s] = rowStart[s * nActions + action[s]];
    end[s] = rowStart[s * nActions + action[s] + 1];
  }
  return { nStates, first, end, column: nextState, probability };
}

/**
 * The rows of the transposed matrix: row j has an entry (i, P[i, j]) for each entry (j, P[i, j]) of row i. A copy,
 * O(nnz).
 */
export function transposedRows({ nStates, first, end, column, probability }: SparseRows): SparseRows {
  const rowStart = new Uint32Array(nStates + 1);
  for (let s = 0; s < nStates; s++) for (let k = first[s]; k < end[s]; k++) rowStart[column[k] + 1] += 1;
  for (let s = 0; s < nStates; s++) rowStart[s + 1] += rowStart[s];
  const next = rowStart.slice(0, nStates);
  const source = new Uint32Array(rowStart[nStates]);
  const flow = new Float64Array(rowStart[nStates]);
  for (let s = 0; s < nStates; s++) {
    for (let k = first[s]; k < end[s]; k++) {
      const at = next[column[k]]++;
      source[at] = s;
      flow[at] = probability[k];
    }
  }
  const starts = rowStart.subarray(0, nStates);
  return { nStates, first: starts, end: rowStart.subarray(1), column: source, probability: flow };
}
