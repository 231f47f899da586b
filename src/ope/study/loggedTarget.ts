import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { Trajectories } from '../../trajectories/trajectories.js';

/**
 * Log probabilities of the logged actions under a policy: log e_t(a_t | s_t).
 *
 * @param log in the policy's states, with no episode longer than one over time; not checked
 * @returns shape (steps), −Infinity where the policy excludes the action
 *
 * Cost O(steps).
 */
export function loggedTarget(
  { nEpisodes, nActions, episodeStart, state, action }: Trajectories,
  policy: MarkovPolicy,
): Float64Array {
  const { nStates, probability } = policy;
  // Rows from one step to the next.
  const perStep = isOverTime(policy) ? nStates : 0;
  const logs = new Float64Array(state.length);
  for (let e = 0; e < nEpisodes; e++)
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) {
      const t = i - episodeStart[e];
      logs[i] = Math.log(probability[(t * perStep + state[i]) * nActions + action[i]]);
    }
  return logs;
}
