import type { Trajectories } from '../../../src/trajectories/trajectories.js';

/** Runs as rows of [state, action, reward, next state]; each has ended, unless it is said to be cut off. */
export function logOfRuns(
  nStates: number,
  nActions: number,
  runs: readonly (readonly (readonly [number, number, number, number])[])[],
  cutOff: readonly number[] = [],
): Trajectories {
  const steps = runs.flat();
  const starts = runs.map((_, e) => runs.slice(0, e).reduce((sum, run) => sum + run.length, 0));
  return {
    nEpisodes: runs.length,
    nStates,
    nActions,
    episodeStart: Uint32Array.from([...starts, steps.length]),
    state: Int32Array.from(steps, ([state]) => state),
    action: Int32Array.from(steps, ([, action]) => action),
    reward: Float64Array.from(steps, ([, , reward]) => reward),
    nextState: Int32Array.from(steps, ([, , , next]) => next),
    terminated: Uint8Array.from(runs, (_, e) => Number(!cutOff.includes(e))),
    source: {},
  };
}
