import { choiceGraph } from './choiceGraph.js';
import type { Choices } from '../choices.js';

export interface CertainEnd {
  /** Shape (S), 0 or 1: ends, and states from which some policy comes to an end with certainty. */
  readonly ends: Uint8Array;
  /** Shape (S): the choices of such a policy, −1 for ends and where there is none. */
  readonly chosen: Int32Array;
}

/**
 * From which states a policy comes to an end with certainty, and such a policy.
 *
 * Backwards from the ends: a choice counts if all that it may lead to is still thought to end, and takes its state in
 * if it may lead to a state that is in. States left out are taken from what is thought to end, until none is left out.
 *
 * Cost O(S + nnz) a round, and as many rounds as parts drop out one after the other; memory 12 bytes an entry.
 *
 * Source: Baier & Katoen, "Principles of Model Checking", 2008, section 10.6.1.
 */
export function certainEnd(choices: Choices): CertainEnd {
  const { nStates, choiceStart, pair, first, end, column, probability } = choices;
  const nChoices = pair.length;
  const { into, owner } = choiceGraph(choices);
  let ends = new Uint8Array(nStates).fill(1);
  for (;;) {
    const possible = new Uint8Array(nChoices).fill(1);
    for (let c = 0; c < nChoices; c++)
      for (let k = first[c]; k < end[c] && possible[c] === 1; k++)
        if (probability[k] > 0 && ends[column[k]] === 0) possible[c] = 0;
    const chosen = new Int32Array(nStates).fill(-1);
    const reached = new Uint8Array(nStates);
    const queue = new Uint32Array(nStates);
    let [head, tail] = [0, 0];
    for (let s = 0; s < nStates; s++) {
      if (ends[s] === 0 || choiceStart[s] < choiceStart[s + 1]) continue;
      reached[s] = 1;
      queue[tail++] = s;
    }
    while (head < tail) {
      const next = queue[head++];
      for (let k = into.first[next]; k < into.end[next]; k++) {
        const c = into.column[k];
        if (into.probability[k] === 0 || possible[c] === 0 || reached[owner[c]] === 1 || ends[owner[c]] === 0) continue;
        reached[owner[c]] = 1;
        chosen[owner[c]] = c;
        queue[tail++] = owner[c];
      }
    }
    if (reached.every((value, s) => value === ends[s])) return { ends, chosen };
    ends = reached;
  }
}
