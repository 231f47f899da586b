import { type SparseRows, transposedRows } from '../../linear/sparseRows.js';
import type { Choices } from '../choices.js';

/** Which choices may lead to each state. */
export interface ChoiceGraph {
  /** Row s: as columns, the choices that may lead to state s. */
  readonly into: SparseRows;
  /** Shape (nChoices): the state that a choice is one of. */
  readonly owner: Uint32Array;
}

/** Cost O(S + nnz), memory 12 bytes an entry. */
export function choiceGraph({ nStates, choiceStart, first, end, column, probability }: Choices): ChoiceGraph {
  const owner = new Uint32Array(first.length);
  for (let s = 0; s < nStates; s++) owner.fill(s, choiceStart[s], choiceStart[s + 1]);
  // The entries of the choices as a square matrix, with a row for each choice.
  const size = Math.max(nStates, first.length);
  const rows = { nStates: size, first: new Uint32Array(size), end: new Uint32Array(size), column, probability };
  rows.first.set(first);
  rows.end.set(end);
  return { into: transposedRows(rows), owner };
}

/**
 * The states that some policy may come to from where runs begin, shape (S), 0 or 1.
 *
 * @param initial shape (S), above 0 where runs begin
 */
export function statesReached(
  { nStates, choiceStart, first, end, column, probability }: Choices,
  initial: Float64Array,
): Uint8Array {
  const reached = Uint8Array.from(initial, (mass) => (mass > 0 ? 1 : 0));
  const open = new Uint32Array(nStates);
  let tail = 0;
  for (let s = 0; s < nStates; s++) if (reached[s] === 1) open[tail++] = s;
  for (let head = 0; head < tail; head++) {
    const s = open[head];
    for (let c = choiceStart[s]; c < choiceStart[s + 1]; c++) {
      for (let k = first[c]; k < end[c]; k++) {
        if (probability[k] === 0 || reached[column[k]] === 1) continue;
        reached[column[k]] = 1;
        open[tail++] = column[k];
      }
    }
  }
  return reached;
}

/**
 * The states from which some policy may come to one of the targets, targets included, shape (S), 0 or 1.
 *
 * @param target shape (S), 0 or 1
 */
export function statesLeadingTo(choices: Choices, target: Uint8Array): Uint8Array {
  const { into, owner } = choiceGraph(choices);
  const leads = target.slice();
  const open = new Uint32Array(choices.nStates);
  let tail = 0;
  for (let s = 0; s < choices.nStates; s++) if (leads[s] === 1) open[tail++] = s;
  for (let head = 0; head < tail; head++) {
    for (let k = into.first[open[head]]; k < into.end[open[head]]; k++) {
      const s = owner[into.column[k]];
      if (into.probability[k] === 0 || leads[s] === 1) continue;
      leads[s] = 1;
      open[tail++] = s;
    }
  }
  return leads;
}
