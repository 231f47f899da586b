import { ArgumentError, DataError } from '../core/errors.js';
import { type Env, abstractionBetween, spaceOf } from '../mdp/env.js';
import type { Absorption } from '../mdp/mdp.js';
import type { StateSpace } from '../mdp/stateSpace.js';
import { type Trajectories, episodeName } from './trajectories.js';

/**
 * A log in another of its environment's state spaces: a coarser one, or, with the hidden component, a finer one.
 *
 * @param trajectories log of `env`; without a named space it is taken to be in the recorded one
 * @param toSpace name of the space
 * @param absorption how ends are shown in a coarser space. `direct`: a run that ends lands on the coarse space's own
 *   end state. `published`: every state, ends too, becomes the coarse state of its variables, and the end is only in
 *   `terminated` and the reward.
 * @returns log with new state columns; all others are the same arrays, not copies. Finer than recorded, nothing is
 *   hidden.
 * @throws ArgumentError if the log is of another environment, or cannot be refined because it is not as recorded, lacks
 *   `hidden`, or the environment cannot restore states; DataError for a hidden component that its recorded state cannot
 *   have
 *
 * Cost O(steps).
 */
export function projectTrajectories(
  trajectories: Trajectories,
  env: Env,
  toSpace: string,
  absorption: Absorption = 'direct',
): Trajectories {
  const from = loggedSpace(trajectories, env);
  const to = spaceOf(env, toSpace);
  if (to === from) return trajectories;
  const source = { ...trajectories.source, env: env.name, space: to.name };
  if (env.spaces.indexOf(to) > env.spaces.indexOf(from)) {
    const abstraction = abstractionBetween(env, from.name, to.name);
    const map = absorption === 'direct' ? abstraction.map : abstraction.interior;
    const project = (s: number): number => map[s];
    return {
      ...trajectories,
      nStates: to.nStates,
      state: trajectories.state.map(project),
      nextState: trajectories.nextState.map(project),
      source: { ...source, absorption },
    };
  }
  const { hidden, ...visible } = trajectories;
  return { ...visible, ...refined(visible, hidden, env, from, to), nStates: to.nStates, source };
}

function loggedSpace({ source, nStates }: Trajectories, env: Env): StateSpace {
  if (source.env !== undefined && source.env !== env.name)
    throw new ArgumentError(
      `projectTrajectories: log must be of env ${env.name}, got one of ${source.env} - project it by its own environment`,
    );
  const space = spaceOf(env, source.space ?? env.recorded);
  if (space.nStates !== nStates)
    throw new ArgumentError(
      `projectTrajectories: log must have the ${space.nStates} states of space '${space.name}', got ${nStates}`,
    );
  return space;
}

function refined(
  trajectories: Trajectories,
  hidden: Int32Array | undefined,
  env: Env,
  from: StateSpace,
  to: StateSpace,
): Pick<Trajectories, 'state' | 'nextState'> {
  const { nEpisodes, episodeStart } = trajectories;
  if (from.name !== env.recorded)
    throw new ArgumentError(
      `projectTrajectories: log must be in space '${env.recorded}' to be refined to '${to.name}', got '${from.name}' - start from the log as it was recorded`,
    );
  const { restore } = env;
  if (!restore)
    throw new ArgumentError(
      `projectTrajectories: env ${env.name} must have a hidden part that is constant within a run, for its logs to be refined to '${to.name}', got one that changes - evaluate in space '${env.recorded}' or a coarser one`,
    );
  if (!hidden)
    throw new ArgumentError(
      `projectTrajectories: log must have the hidden component to be refined to '${to.name}', got none - simulate it, or read it with its hidden column`,
    );
  const finest = env.spaces[0].name;
  const toRecorded = abstractionBetween(env, finest, env.recorded).map;
  const { map } = abstractionBetween(env, finest, to.name);
  const refine = (column: Int32Array): Int32Array => {
    const result = new Int32Array(column.length);
    for (let e = 0; e < nEpisodes; e++) {
      for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) {
        const full = restore(column[i], hidden[e]);
        if (toRecorded[full] !== column[i])
          throw new DataError(
            `projectTrajectories: episode ${episodeName(trajectories, e)}: hidden must be possible with state ${column[i]} of env ${env.name}, got ${hidden[e]}`,
          );
        result[i] = map[full];
      }
    }
    return result;
  };
  return { state: refine(trajectories.state), nextState: refine(trajectories.nextState) };
}
