import type { PolicyOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import type { Trajectories } from '../../trajectories/trajectories.js';

/**
 * What a policy over time does on average in each state, over the steps at which a log visits it; uniform in states that
 * the log never visits.
 *
 * For diagnostics alone: no stationary policy does what one over time does.
 *
 * @param log in the policy's states, with no episode longer than it; not checked
 *
 * Cost O(steps · A + S·A).
 */
export function meanOverTime({ nEpisodes, episodeStart, state }: Trajectories, policy: PolicyOverTime): Policy {
  const { nStates, nActions } = policy;
  const probability = new Float64Array(nStates * nActions);
  const visits = new Float64Array(nStates);
  for (let e = 0; e < nEpisodes; e++)
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) {
      const row = ((i - episodeStart[e]) * nStates + state[i]) * nActions;
      visits[state[i]] += 1;
      for (let a = 0; a < nActions; a++) probability[state[i] * nActions + a] += policy.probability[row + a];
    }
  return meanByVisits(probability, visits);
}

/**
 * The policy of which probabilities were summed over the visits to each state; uniform in states without any.
 *
 * @param sums shape (S × A)
 * @param visits shape (S)
 */
export function meanByVisits(sums: Float64Array, visits: Float64Array): Policy {
  const nStates = visits.length;
  const nActions = sums.length / nStates;
  return {
    nStates,
    nActions,
    probability: sums.map((sum, row) => {
      const n = visits[Math.floor(row / nActions)];
      return n > 0 ? sum / n : 1 / nActions;
    }),
  };
}
