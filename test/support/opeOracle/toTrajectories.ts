import type { Policy } from '../../../src/mdp/policy.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import type { Problem } from './problem.js';

/** The log as columns, with the propensities of the actions taken. */
export function toTrajectories({
  nStates,
  nActions,
  episodes,
  propensity,
  horizon,
}: Problem): Trajectories & Required<Pick<Trajectories, 'propensity'>> {
  const steps = episodes.flatMap((episode) => episode.steps);
  const episodeStart = new Uint32Array(episodes.length + 1);
  episodes.forEach((episode, i) => (episodeStart[i + 1] = episodeStart[i] + episode.steps.length));
  return {
    nEpisodes: episodes.length,
    nStates,
    nActions,
    episodeStart,
    state: Int32Array.from(steps, ({ s }) => s),
    action: Int32Array.from(steps, ({ a }) => a),
    reward: Float64Array.from(steps, ({ r }) => r),
    nextState: Int32Array.from(steps, ({ next }) => next),
    terminated: Uint8Array.from(episodes, ({ terminated }) => Number(terminated)),
    propensity: Float64Array.from(propensity.flat()),
    source: { horizon },
  };
}

/** A matrix [s][a] as a policy. */
export function toPolicy(rows: readonly (readonly number[])[]): Policy {
  return { nStates: rows.length, nActions: rows[0].length, probability: Float64Array.from(rows.flat()) };
}
