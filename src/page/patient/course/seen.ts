import type { Trajectories } from '../../../trajectories/trajectories.js';

/** The states of an episode in order, its last one included: shape (steps + 1). */
export function seenStates({ episodeStart, state, nextState }: Trajectories, episode: number): readonly number[] {
  const [from, to] = [episodeStart[episode], episodeStart[episode + 1]];
  return [...state.subarray(from, to), nextState[to - 1]];
}

/** The actions of an episode in order: shape (steps). */
export function seenActions({ episodeStart, action }: Trajectories, episode: number): readonly number[] {
  return Array.from(action.subarray(episodeStart[episode], episodeStart[episode + 1]));
}
