import { stronglyConnectedComponents } from '../../linear/components.js';
import type { Choices } from '../choices.js';

/** `component` of a state that is in no end component. */
export const NO_COMPONENT = -1;

export interface EndComponents {
  readonly nComponents: number;
  /** Shape (S): number of the component, NO_COMPONENT where there is none. */
  readonly component: Int32Array;
  /** Shape (nChoices), 0 or 1: the choices that stay within the component of their state. */
  readonly inside: Uint8Array;
}

/**
 * Maximal end components: the largest sets of states in which a run can be kept for ever, and be led from any state to
 * any other with certainty, by the choices that are allowed.
 *
 * Strongly connected components are taken and choices that may leave theirs dropped, until none does.
 *
 * @param allowed shape (nChoices), 0 or 1
 *
 * Cost O(S + nnz) a round; as many rounds as parts come apart one after the other, mostly two or three.
 *
 * Source: Baier & Katoen, "Principles of Model Checking", 2008, algorithm 47.
 */
export function maximalEndComponents(choices: Choices, allowed: Uint8Array): EndComponents {
  const { nStates, choiceStart, first, end, column, probability } = choices;
  const inside = allowed.slice();
  // All choices of a state as one row: entries of choices that were dropped, and of probability 0, do not count.
  const rows = stateRows(choices, inside);
  for (;;) {
    const { component, nComponents } = stronglyConnectedComponents(rows);
    let dropped = false;
    for (let s = 0; s < nStates; s++) {
      for (let c = choiceStart[s]; c < choiceStart[s + 1]; c++) {
        if (inside[c] === 0) continue;
        let stays = true;
        for (let k = first[c]; k < end[c] && stays; k++)
          stays = probability[k] === 0 || component[column[k]] === component[s];
        if (stays) continue;
        inside[c] = 0;
        dropped = true;
        rows.forget(c);
      }
    }
    if (!dropped) return numbered(choices, inside, component, nComponents);
  }
}

function numbered(
  { nStates, choiceStart }: Choices,
  inside: Uint8Array,
  component: Uint32Array,
  nStrong: number,
): EndComponents {
  const number = new Int32Array(nStrong).fill(NO_COMPONENT);
  const of = new Int32Array(nStates).fill(NO_COMPONENT);
  let nComponents = 0;
  for (let s = 0; s < nStates; s++) {
    if (!inside.subarray(choiceStart[s], choiceStart[s + 1]).includes(1)) continue;
    if (number[component[s]] === NO_COMPONENT) number[component[s]] = nComponents++;
    of[s] = number[component[s]];
  }
  return { nComponents, component: of, inside };
}

interface StateRows {
  readonly nStates: number;
  readonly first: Uint32Array;
  readonly end: Uint32Array;
  readonly column: Uint32Array;
  readonly probability: Float64Array;
  /** Takes a choice out of its state's row. */
  readonly forget: (choice: number) => void;
}

/** For each state one row with the entries of all its allowed choices: a copy, 12 bytes an entry. */
function stateRows({ nStates, choiceStart, first, end, column, probability }: Choices, allowed: Uint8Array): StateRows {
  let room = 0;
  for (let c = 0; c < allowed.length; c++) room += allowed[c] === 1 ? end[c] - first[c] : 0;
  const columns = new Uint32Array(room);
  const present = new Float64Array(room);
  const begin = new Uint32Array(nStates + 1);
  // Where the entries of a choice begin in the copy.
  const at = new Uint32Array(allowed.length);
  let size = 0;
  for (let s = 0; s < nStates; s++) {
    for (let c = choiceStart[s]; c < choiceStart[s + 1]; c++) {
      at[c] = size;
      if (allowed[c] === 0) continue;
      columns.set(column.subarray(first[c], end[c]), size);
      present.set(probability.subarray(first[c], end[c]), size);
      size += end[c] - first[c];
    }
    begin[s + 1] = size;
  }
  return {
    nStates,
    first: begin.subarray(0, nStates),
    end: begin.subarray(1),
    column: columns,
    probability: present,
    forget: (c) => present.fill(0, at[c], at[c] + end[c] - first[c]),
  };
}
