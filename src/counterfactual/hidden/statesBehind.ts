import type { Abstraction } from '../../mdp/stateSpace.js';

/** The states of a model that show as each state of a log: those of s are `state[start[s]]` to `state[start[s + 1] - 1]`. */
export interface StatesBehind {
  /** Shape (coarse states + 1). */
  readonly start: Uint32Array;
  /** Shape (fine states), increasing within each coarse one. */
  readonly state: Uint32Array;
}

/** Cost O(fine + coarse states). */
export function statesBehind(map: Abstraction['map'], nCoarse: number): StatesBehind {
  const start = new Uint32Array(nCoarse + 1);
  for (const s of map) start[s + 1] += 1;
  for (let s = 0; s < nCoarse; s++) start[s + 1] += start[s];
  const state = new Uint32Array(map.length);
  const at = start.slice();
  map.forEach((s, x) => (state[at[s]++] = x));
  return { start, state };
}
