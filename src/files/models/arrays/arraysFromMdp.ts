import { ArgumentError } from '../../../core/errors.js';
import type { Mdp } from '../../../mdp/mdp.js';
import type { ShapedArray } from '../../numpy/writeNpz.js';

/** Most entries of a dense array: a gibibyte of them. */
const MOST_ENTRIES = 2 ** 27;

/**
 * A model as dense arrays, as `mdpFromArrays` reads them: `transitions` and `rewards` of shape (S, A, S), `initial` and
 * `terminal` of shape (S). An action that is not possible is a row of zeros.
 *
 * @throws ArgumentError if an array had more than 2^27 entries
 *
 * Cost O(S²·A).
 */
export function arraysFromMdp(where: string, mdp: Mdp): Readonly<Record<string, ShapedArray>> {
  const { nStates, nActions, rowStart, nextState, probability, reward, initial, terminal } = mdp;
  const size = nStates * nActions * nStates;
  if (size > MOST_ENTRIES)
    throw new ArgumentError(
      `${where}: dense arrays must have at most ${MOST_ENTRIES} entries, got ${size} of ${nStates} states and ${nActions} actions - write the model as it is, which leaves out zeros`,
    );
  const transitions = new Float64Array(size);
  const rewards = new Float64Array(size);
  for (let row = 0; row < nStates * nActions; row++)
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
      if (probability[k] === 0) continue;
      transitions[row * nStates + nextState[k]] = probability[k];
      rewards[row * nStates + nextState[k]] = reward[k];
    }
  const shape = [nStates, nActions, nStates];
  return {
    transitions: { data: transitions, shape },
    rewards: { data: rewards, shape },
    initial: { data: initial, shape: [nStates] },
    terminal: { data: terminal, shape: [nStates] },
  };
}
