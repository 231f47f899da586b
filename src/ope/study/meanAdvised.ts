import { type Advice, adviceRow } from '../../mdp/advice/advice.js';
import type { Policy } from '../../mdp/policy.js';
import type { Trajectories } from '../../trajectories/trajectories.js';

/**
 * What the clinicians of a log do on average in each state if they follow advice:
 *
 *     mean over the visits t of s of Σ_i mu_t(i) T[s, i, a]; uniform in states that the log never visits.
 *
 * For diagnostics alone: a clinician who sees more than the states is no policy over them, and this one is worth
 * something else.
 *
 * @param log in the states of the advice, with the probabilities of all actions; not checked
 * @returns over the log's states
 *
 * Cost O(steps · A + S·A²).
 */
export function meanAdvised({ nStates, nActions, state, propensities }: Trajectories, advice: Advice): Policy {
  const intended = new Float64Array(nStates * nActions);
  const visits = new Float64Array(nStates);
  for (let t = 0; t < state.length; t++) {
    visits[state[t]] += 1;
    for (let i = 0; i < nActions; i++) intended[state[t] * nActions + i] += propensities![t * nActions + i];
  }
  const probability = new Float64Array(nStates * nActions);
  for (let s = 0; s < nStates; s++) {
    for (let i = 0; i < nActions; i++) {
      const share = visits[s] > 0 ? intended[s * nActions + i] / visits[s] : 0;
      const row = adviceRow(advice, s, i);
      for (let a = 0; a < nActions; a++)
        probability[s * nActions + a] += visits[s] > 0 ? share * advice.probability[row + a] : 1 / nActions ** 2;
    }
  }
  return { nStates, nActions, probability };
}
