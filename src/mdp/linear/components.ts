import type { SparseRows } from './sparseRows.js';

/** The strongly connected components of a chain, those first from which no other can be reached. */
export interface Components {
  readonly nComponents: number;
  /**
   * Shape (S): number of the component of each state. No entry of a row leads to a higher number than the row's own.
   */
  readonly component: Uint32Array;
  /** Shape (S): the states, component by component, increasing in each. */
  readonly states: Uint32Array;
  /** Shape (nComponents + 1): where in `states` each component begins. */
  readonly start: Uint32Array;
}

const NONE = 0xffffffff;

/**
 * Strongly connected components in topological order, back from the ends.
 *
 * Cost O(S + nnz), memory 36 bytes a state, no recursion: a corridor of a million states is no deep stack.
 *
 * Source: Tarjan, "Depth-first search and linear graph algorithms", 1972.
 */
export function stronglyConnectedComponents({ nStates, first, end, column, probability }: SparseRows): Components {
  const component = new Uint32Array(nStates).fill(NONE);
  const states = new Uint32Array(nStates);
  const start = new Uint32Array(nStates + 1);
  // When a state was found, from 1; 0 for one not found yet.
  const found = new Uint32Array(nStates);
  // The earliest found state that is known to be reachable and still without a component.
  const earliest = new Uint32Array(nStates);
  const cursor = first.slice();
  const path = new Uint32Array(nStates);
  const open = new Uint32Array(nStates);
  let [time, nOpen, nClosed, nComponents, depth] = [0, 0, 0, 0, -1];
  const enter = (s: number): void => {
    found[s] = earliest[s] = ++time;
    open[nOpen++] = s;
    path[++depth] = s;
  };
  for (let root = 0; root < nStates; root++) {
    if (found[root] > 0) continue;
    enter(root);
    while (depth >= 0) {
      const s = path[depth];
      if (cursor[s] < end[s]) {
        const k = cursor[s]++;
        if (probability[k] === 0) continue;
        const next = column[k];
        if (found[next] === 0) enter(next);
        else if (component[next] === NONE && found[next] < earliest[s]) earliest[s] = found[next];
        continue;
      }
      depth -= 1;
      if (depth >= 0 && earliest[s] < earliest[path[depth]]) earliest[path[depth]] = earliest[s];
      if (earliest[s] !== found[s]) continue;
      for (let member = NONE; member !== s;) {
        member = open[--nOpen];
        component[member] = nComponents;
        states[nClosed++] = member;
      }
      if (nClosed - start[nComponents] > 1) states.subarray(start[nComponents], nClosed).sort();
      start[++nComponents] = nClosed;
    }
  }
  return { nComponents, component, states, start: start.slice(0, nComponents + 1) };
}

/** The states of component c, a view. */
export function statesOf({ states, start }: Components, c: number): Uint32Array {
  return states.subarray(start[c], start[c + 1]);
}
