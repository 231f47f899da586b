import type { Trajectories } from '../../trajectories/trajectories.js';
import { type HiddenModel, shownAs } from './hiddenModel.js';
import { possibleStarts } from './hiddenPaths.js';
import { statesBehind } from './statesBehind.js';

/** Shape (S) of the model: episodes that may have begun in each state. */
export function startCounts(trajectories: Trajectories, { mdp, abstraction }: HiddenModel): Float64Array {
  const { episodeStart, state, nEpisodes } = trajectories;
  const counts = new Float64Array(mdp.nStates);
  const behind = statesBehind(shownAs(abstraction, trajectories), abstraction.to.nStates);
  for (let e = 0; e < nEpisodes; e++)
    for (const x of possibleStarts(mdp, behind, state[episodeStart[e]])) counts[x] += 1;
  return counts;
}
