import type { Trajectories, TrajectoriesSource } from '../../../src/trajectories/trajectories.js';

export interface Step {
  readonly s: number;
  readonly a: number;
  readonly next: number;
  /** Logged probability of the action; all steps have one, or none. */
  readonly p?: number;
}

/** A log of episodes, each with whether it ended. */
export function logOfSteps(
  episodes: readonly { readonly steps: readonly Step[]; readonly ended: boolean }[],
  source: TrajectoriesSource = {},
): Trajectories {
  const steps = episodes.flatMap((episode) => episode.steps);
  const start = episodes.map((_, e) => episodes.slice(0, e).reduce((sum, before) => sum + before.steps.length, 0));
  return {
    nEpisodes: episodes.length,
    nStates: 1 + Math.max(0, ...steps.flatMap(({ s, next }) => [s, next])),
    nActions: 1 + Math.max(0, ...steps.map(({ a }) => a)),
    episodeStart: Uint32Array.from([...start, steps.length]),
    state: Int32Array.from(steps, ({ s }) => s),
    action: Int32Array.from(steps, ({ a }) => a),
    nextState: Int32Array.from(steps, ({ next }) => next),
    reward: new Float64Array(steps.length),
    terminated: Uint8Array.from(episodes, ({ ended }) => Number(ended)),
    ...(steps.some(({ p }) => p !== undefined) && { propensity: Float64Array.from(steps, ({ p }) => p!) }),
    source,
  };
}
