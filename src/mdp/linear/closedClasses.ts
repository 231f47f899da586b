import { type Components, statesOf } from './components.js';
import type { SparseRows } from './sparseRows.js';

/**
 * Which components no run leaves and in which none ends: no leak, no entry that leads to another component. A state
 * with an empty row is one of its own.
 *
 * @returns shape (nComponents), 0 or 1
 *
 * Cost O(S + nnz).
 */
export function closedClasses(rows: SparseRows, components: Components): Uint8Array {
  const { first, end, column, probability, leak } = rows;
  const { component, nComponents } = components;
  const closed = new Uint8Array(nComponents).fill(1);
  for (let c = 0; c < nComponents; c++) {
    for (const s of statesOf(components, c)) {
      if (leak && leak[s] > 0) closed[c] = 0;
      for (let k = first[s]; k < end[s] && closed[c] === 1; k++)
        if (component[column[k]] !== c && probability[k] > 0) closed[c] = 0;
      if (closed[c] === 0) break;
    }
  }
  return closed;
}

/**
 * Which components can be reached from where runs begin.
 *
 * @param initial shape (S), above 0 where runs begin
 * @returns shape (nComponents), 0 or 1
 *
 * Cost O(S + nnz).
 */
export function reachedComponents(
  { first, end, column, probability }: SparseRows,
  components: Components,
  initial: Float64Array,
): Uint8Array {
  const reached = new Uint8Array(components.nComponents);
  for (let c = components.nComponents - 1; c >= 0; c--) {
    const states = statesOf(components, c);
    if (reached[c] === 0 && !states.some((s) => initial[s] > 0)) continue;
    reached[c] = 1;
    for (const s of states)
      for (let k = first[s]; k < end[s]; k++) if (probability[k] > 0) reached[components.component[column[k]]] = 1;
  }
  return reached;
}
