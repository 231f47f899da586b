import { certainEnd } from './certainEnd.js';
import { type Choices, NO_PAIR, keepChoices } from '../choices.js';
import type { Collapsed } from './collapse.js';
import { type EndComponents, NO_COMPONENT } from './endComponents.js';

/**
 * Choices in the model that do what was chosen in the collapsed one: in a component, every state goes by choices inside
 * to the one whose choice leaves it, or all stay.
 *
 * @param chosen shape (states of the collapsed model): a choice of each, −1 for ends
 * @returns shape (S): a choice of `choices` for each state, −1 for ends
 *
 * Cost O(S + nnz).
 */
export function expand(
  choices: Choices,
  { component, inside }: EndComponents,
  { stateOf, origin }: Collapsed,
  chosen: Int32Array,
): Int32Array {
  const { nStates, choiceStart } = choices;
  const expanded = new Int32Array(nStates).fill(-1);
  const kept = new Uint8Array(choices.pair.length);
  for (let s = 0; s < nStates; s++) {
    if (choiceStart[s] === choiceStart[s + 1]) continue;
    const choice = origin[chosen[stateOf[s]]];
    if (component[s] === NO_COMPONENT) expanded[s] = choice;
    else if (choice === NO_PAIR) expanded[s] = choiceStart[s] + inside.subarray(choiceStart[s]).indexOf(1);
    else if (choiceStart[s] <= choice && choice < choiceStart[s + 1]) expanded[s] = choice;
    else kept.set(inside.subarray(choiceStart[s], choiceStart[s + 1]), choiceStart[s]);
  }
  // States whose choice is settled count as ends here, so that the others find their way to the one that leaves.
  if (!kept.includes(1)) return expanded;
  const number = Uint32Array.from(kept.keys()).filter((c) => kept[c] === 1);
  certainEnd(keepChoices(choices, kept)).chosen.forEach((choice, s) => {
    if (choice >= 0) expanded[s] = number[choice];
  });
  return expanded;
}
