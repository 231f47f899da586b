import { ZERO_REWARD } from '../linear/endlessComponents.js';
import type { SparseRows } from '../linear/sparseRows.js';
import type { Mdp } from '../mdp.js';

/**
 * What can be chosen in each state, as rows that lie wherever they lie: in a model, in place, or in one with states put
 * together. States without a choice are ends.
 */
export interface Choices {
  readonly nStates: number;
  /** Shape (S + 1): the choices of state s are choiceStart[s] to choiceStart[s + 1] − 1. */
  readonly choiceStart: Uint32Array;
  /** Shape (nChoices): the model's row s·A + a that a choice stands for; NO_PAIR for none. */
  readonly pair: Uint32Array;
  /** Shape (nChoices): expected reward; 0 where its terms cancel to rounding. */
  readonly reward: Float64Array;
  /** Shape (nChoices): the entries of a choice are first to end − 1. */
  readonly first: Uint32Array;
  readonly end: Uint32Array;
  /** Shared with the source. */
  readonly column: Uint32Array;
  readonly probability: Float64Array;
  /** Largest |reward| of a step that can happen: the unit in which rewards are large or small. */
  readonly rewardScale: number;
}

/** The `pair` of a choice that is no row of the model. */
export const NO_PAIR = 0xffffffff;

/**
 * The choices of a model, its rows in place.
 *
 * @param choosable shape (S·A), 0 or 1
 *
 * Cost O(nnz), memory 20 bytes a choice.
 */
export function modelChoices(mdp: Mdp, choosable: Uint8Array): Choices {
  const { nStates, nActions, rowStart, nextState, probability } = mdp;
  const choiceStart = new Uint32Array(nStates + 1);
  for (let s = 0; s < nStates; s++) {
    choiceStart[s + 1] = choiceStart[s];
    for (let row = s * nActions; row < (s + 1) * nActions; row++) choiceStart[s + 1] += choosable[row];
  }
  const nChoices = choiceStart[nStates];
  const pair = new Uint32Array(nChoices);
  const reward = new Float64Array(nChoices);
  const first = new Uint32Array(nChoices);
  const end = new Uint32Array(nChoices);
  let rewardScale = 0;
  let c = 0;
  for (let row = 0; row < choosable.length; row++) {
    if (choosable[row] === 0) continue;
    pair[c] = row;
    first[c] = rowStart[row];
    end[c] = rowStart[row + 1];
    for (let k = first[c]; k < end[c]; k++) {
      if (probability[k] === 0) continue;
      reward[c] += probability[k] * mdp.reward[k];
      rewardScale = Math.max(rewardScale, Math.abs(mdp.reward[k]));
    }
    c += 1;
  }
  for (let i = 0; i < nChoices; i++) if (Math.abs(reward[i]) <= ZERO_REWARD * rewardScale) reward[i] = 0;
  return { nStates, choiceStart, pair, reward, first, end, column: nextState, probability, rewardScale };
}

/**
 * Only some of the choices, entries in place.
 *
 * @param kept shape (nChoices), 0 or 1
 */
export function keepChoices(choices: Choices, kept: Uint8Array): Choices {
  const choiceStart = new Uint32Array(choices.nStates + 1);
  for (let s = 0; s < choices.nStates; s++) {
    choiceStart[s + 1] = choiceStart[s];
    for (let c = choices.choiceStart[s]; c < choices.choiceStart[s + 1]; c++) choiceStart[s + 1] += kept[c];
  }
  const isKept = (_: number, c: number): boolean => kept[c] === 1;
  return {
    ...choices,
    choiceStart,
    pair: choices.pair.filter(isKept),
    reward: choices.reward.filter(isKept),
    first: choices.first.filter(isKept),
    end: choices.end.filter(isKept),
  };
}

/**
 * The rows that are chosen, entries in place.
 *
 * @param chosen shape (S): a choice of each state, −1 for ends
 */
export function chosenRows(choices: Choices, chosen: Int32Array): SparseRows {
  const { nStates, column, probability } = choices;
  const first = new Uint32Array(nStates);
  const end = new Uint32Array(nStates);
  for (let s = 0; s < nStates; s++) {
    if (chosen[s] < 0) continue;
    first[s] = choices.first[chosen[s]];
    end[s] = choices.end[chosen[s]];
  }
  return { nStates, first, end, column, probability };
}

/** The rewards that are chosen, shape (S); 0 for ends. */
export function chosenRewards({ nStates, reward }: Choices, chosen: Int32Array): Float64Array {
  return Float64Array.from({ length: nStates }, (_, s) => (chosen[s] < 0 ? 0 : reward[chosen[s]]));
}

/** The first choice of each state, shape (S); −1 for ends. */
export function firstChoices({ nStates, choiceStart }: Choices): Int32Array {
  return Int32Array.from({ length: nStates }, (_, s) => (choiceStart[s] < choiceStart[s + 1] ? choiceStart[s] : -1));
}

/** What a choice is worth: r + discount · sum_s' P V(s'). */
export function worthOf(
  { reward, first, end, column, probability }: Choices,
  choice: number,
  discount: number,
  value: Float64Array,
): number {
  let sum = 0;
  for (let k = first[choice]; k < end[choice]; k++) sum += probability[k] * value[column[k]];
  return reward[choice] + discount * sum;
}
