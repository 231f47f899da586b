import { DataError } from '../core/errors.js';
import { type Trajectories, episodeName } from '../trajectories/trajectories.js';
import type { FitSpace } from './fit.js';
import type { StateSpace } from './stateSpace.js';

/**
 * The space of a log without a known environment: every state stands for itself, and a state that some run ended in is an
 * end, with the one outcome `ended`.
 *
 * @throws DataError if a run passes through a state in which another ended
 */
export function plainSpace(trajectories: Trajectories): FitSpace {
  const { nStates, nEpisodes, episodeStart, state, nextState, terminated } = trajectories;
  const outcome = new Uint8Array(nStates);
  for (let e = 0; e < nEpisodes; e++) if (terminated[e] === 1) outcome[nextState[episodeStart[e + 1] - 1]] = 1;
  for (let e = 0; e < nEpisodes; e++) {
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) {
      const cutShort = i === episodeStart[e + 1] - 1 && terminated[e] === 0 && outcome[nextState[i]] === 1;
      if (outcome[state[i]] === 1 || cutShort)
        throw new DataError(
          `fit: a state in which runs end must not be one that runs pass through, got state ${cutShort ? nextState[i] : state[i]} in episode ${episodeName(trajectories, e)} - record ends as states of their own`,
        );
    }
  }
  const identity = Uint32Array.from({ length: nStates }, (_, s) => s);
  const plain: StateSpace = { name: trajectories.source.space ?? 'states', nStates, outcome, label: String };
  return {
    abstraction: { from: plain, to: plain, map: identity, interior: identity },
    outcomes: [
      { name: 'ongoing', reward: 0 },
      { name: 'ended', reward: 0 },
    ],
  };
}
