import type { Mdp } from '../../../mdp/mdp.js';
import type { Policy } from '../../../mdp/policy.js';

/** The rows that a policy takes in states that are no ends, state by state: few of all where it is nearly certain. */
export interface TakenRows {
  /** Shape (S + 1): those of a state are from `start[s]` to `start[s + 1]` − 1. */
  readonly start: Uint32Array;
  readonly row: Uint32Array;
  /** Probability that it is taken, > 0. */
  readonly share: Float64Array;
}

/** Cost O(S·A). */
export function takenRows({ nStates, nActions, terminal }: Mdp, { probability }: Policy): TakenRows {
  const start = new Uint32Array(nStates + 1);
  const row = new Uint32Array(nStates * nActions);
  const share = new Float64Array(nStates * nActions);
  let size = 0;
  for (let s = 0; s < nStates; s++) {
    for (let at = s * nActions; at < (s + 1) * nActions && terminal[s] === 0; at++) {
      if (probability[at] === 0) continue;
      row[size] = at;
      share[size++] = probability[at];
    }
    start[s + 1] = size;
  }
  return { start, row: row.slice(0, size), share: share.slice(0, size) };
}
