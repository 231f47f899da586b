import type { Trajectories } from '../../trajectories/trajectories.js';

/** What counterfactuals need of a log. */
export function columnsOf(log: Trajectories): Trajectories {
  const { nEpisodes, nStates, nActions, episodeStart, state, action, reward, nextState, terminated, source } = log;
  const { episodeId } = log;
  return {
    ...{ nEpisodes, nStates, nActions, episodeStart, state, action, reward, nextState, terminated, source },
    ...(episodeId && { episodeId }),
  };
}
