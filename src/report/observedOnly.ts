import { type Env, spaceOf } from '../mdp/env.js';
import type { Mdp } from '../mdp/mdp.js';
import { listedVariables } from '../mdp/parts/listedVariables.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import type { ObservedVariable } from './report.js';

/** Stands for no level. */
export const NO_LEVEL = 255;

/**
 * The variables of a log's own states that the states of a model do not tell.
 *
 * @param recorded the log as it was written, in the same order as the one in the model's states
 *
 * Cost O(steps) a variable.
 */
export function observedOnly(recorded: Trajectories, env: Env | undefined, mdp: Mdp): readonly ObservedVariable[] {
  const space = env && spaceOf(env, recorded.source.space ?? env.recorded);
  const told = new Set(mdp.variables?.map(({ name }) => name));
  const { episodeStart, state, nextState, nEpisodes } = recorded;
  return (space ? (listedVariables(space) ?? []) : [])
    .filter(({ name }) => !told.has(name))
    .map(({ level: levelOf, ...variable }) => {
      const level = new Uint8Array(state.length + nEpisodes);
      state.forEach((s, i) => (level[i] = levelOf[s] ?? NO_LEVEL));
      for (let e = 0; e < nEpisodes; e++)
        level[state.length + e] = levelOf[nextState[episodeStart[e + 1] - 1]] ?? NO_LEVEL;
      return { ...variable, level };
    });
}
