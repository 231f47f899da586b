import { type Choices, NO_PAIR } from '../choices.js';
import { type EndComponents, NO_COMPONENT } from './endComponents.js';

/** A model in which each of some end components is one state. */
export interface Collapsed {
  readonly choices: Choices;
  /** Shape (S): the state that stands for each state. */
  readonly stateOf: Uint32Array;
  /** Shape (nChoices of `choices`): the choice before, NO_PAIR for staying in a component for ever. */
  readonly origin: Uint32Array;
}

/**
 * Puts the states of each component together: what can be chosen is what can be chosen in any of them, but for the
 * choices inside, and to stay for ever, which earns 0 and leads to an end of its own, the last state.
 *
 * Where rewards inside are 0 and a run can be led from any state of a component to any other, nothing is lost by it.
 *
 * Cost O(nnz), and a copy of the entries if there is any component.
 */
export function collapse(choices: Choices, { nComponents, component, inside }: EndComponents): Collapsed {
  const { nStates } = choices;
  if (nComponents === 0)
    return {
      choices,
      stateOf: Uint32Array.from({ length: nStates }, (_, s) => s),
      origin: choices.pair.map((_, c) => c),
    };
  const { stateOf, members } = numberStates(component, nComponents);
  const last = members.length;
  const nEntries = choices.column.length;
  const column = new Uint32Array(nEntries + 1);
  for (let k = 0; k < nEntries; k++) column[k] = stateOf[choices.column[k]];
  column[nEntries] = last;
  const probability = new Float64Array(nEntries + 1);
  probability.set(choices.probability);
  probability[nEntries] = 1;

  const choiceStart = new Uint32Array(last + 2);
  const origin: number[] = [];
  members.forEach((states, q) => {
    for (const s of states)
      for (let c = choices.choiceStart[s]; c < choices.choiceStart[s + 1]; c++) if (inside[c] === 0) origin.push(c);
    if (component[states[0]] !== NO_COMPONENT) origin.push(NO_PAIR);
    choiceStart[q + 1] = origin.length;
  });
  choiceStart[last + 1] = origin.length;
  const pick = (array: ArrayLike<number>, stay: number): number[] =>
    origin.map((c) => (c === NO_PAIR ? stay : array[c]));
  return {
    choices: {
      nStates: last + 1,
      choiceStart,
      pair: Uint32Array.from(pick(choices.pair, NO_PAIR)),
      reward: Float64Array.from(pick(choices.reward, 0)),
      first: Uint32Array.from(pick(choices.first, nEntries)),
      end: Uint32Array.from(pick(choices.end, nEntries + 1)),
      column,
      probability,
      rewardScale: choices.rewardScale,
    },
    stateOf,
    origin: Uint32Array.from(origin),
  };
}

/** Numbers in the order of the first state of each; the states behind each number. */
function numberStates(
  component: Int32Array,
  nComponents: number,
): { stateOf: Uint32Array; members: readonly (readonly number[])[] } {
  const stateOf = new Uint32Array(component.length);
  const members: number[][] = [];
  const number = new Int32Array(nComponents).fill(-1);
  component.forEach((of, s) => {
    const known = of === NO_COMPONENT ? -1 : number[of];
    if (known >= 0) members[known].push(s);
    else members.push([s]);
    stateOf[s] = known >= 0 ? known : members.length - 1;
    if (of !== NO_COMPONENT) number[of] = stateOf[s];
  });
  return { stateOf, members };
}
