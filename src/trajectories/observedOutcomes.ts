import type { Outcome } from '../mdp/outcome.js';
import type { Trajectories } from './trajectories.js';

/**
 * How each episode ended:
 * - if its last next state is an end, that state's outcome;
 * - else, if it terminated, the first outcome but 0 whose entry reward is the last reward: a projected log may show
 *   ends only in flag and reward (see `projectTrajectories`);
 * - else 0, the run still going on.
 *
 * @param outcomes entry 0 is the run still going on
 * @param outcomeOfState shape (S): index into `outcomes`
 * @returns shape (n): indices into `outcomes`, a fresh array
 */
export function observedOutcomes(
  { nEpisodes, episodeStart, nextState, reward, terminated }: Trajectories,
  outcomes: readonly Outcome[],
  outcomeOfState: Uint8Array,
): Uint8Array {
  const observed = new Uint8Array(nEpisodes);
  for (let e = 0; e < nEpisodes; e++) {
    const last = episodeStart[e + 1] - 1;
    observed[e] = outcomeOfState[nextState[last]];
    if (observed[e] > 0 || terminated[e] === 0) continue;
    const byReward = outcomes.findIndex((outcome, index) => index > 0 && outcome.reward === reward[last]);
    if (byReward > 0) observed[e] = byReward;
  }
  return observed;
}
