import type { Trajectories } from '../../../src/trajectories/trajectories.js';

/**
 * Episodes of one step from state 0 to the end, with these actions of two, each logged with the same probability;
 * reward 1 for action 0.
 */
export function oneStepLog(actions: readonly number[], propensity: number): Trajectories {
  const n = actions.length;
  return {
    nEpisodes: n,
    nStates: 1,
    nActions: 2,
    episodeStart: Uint32Array.from({ length: n + 1 }, (_, e) => e),
    state: new Int32Array(n),
    action: Int32Array.from(actions),
    reward: Float64Array.from(actions, (a) => 1 - a),
    nextState: new Int32Array(n),
    terminated: new Uint8Array(n).fill(1),
    propensity: new Float64Array(n).fill(propensity),
    source: {},
  };
}
