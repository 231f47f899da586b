import { ArgumentError } from '../core/errors.js';
import { checkHorizon } from './horizon.js';
import type { Mdp } from './mdp.js';
import { type Policy, checkPolicyFits } from './policy.js';

/**
 * Where a policy has taken the process after `horizon` steps: P(s_H = s), a run that ended staying where it ended.
 *
 * @param horizon an integer ≥ 0
 * @returns shape (S)
 *
 * Cost O(H·nnz).
 */
export function stateDistribution(mdp: Mdp, policy: Policy, horizon: number): Float64Array {
  checkHorizon('stateDistribution', { horizon });
  if (horizon === Infinity)
    throw new ArgumentError('stateDistribution: horizon must be finite, got Infinity - give a number of steps');
  checkPolicyFits('stateDistribution', policy, mdp);
  let now: Float64Array = mdp.initial.slice();
  for (let t = 0; t < horizon; t++) {
    const next = new Float64Array(mdp.nStates);
    for (let s = 0; s < mdp.nStates; s++) {
      if (now[s] === 0) continue;
      if (mdp.terminal[s] === 1) {
        next[s] += now[s];
        continue;
      }
      for (let a = 0; a < mdp.nActions; a++) {
        const row = s * mdp.nActions + a;
        const mass = now[s] * policy.probability[row];
        if (mass === 0) continue;
        for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++)
          next[mdp.nextState[k]] += mass * mdp.probability[k];
      }
    }
    now = next;
  }
  return now;
}

/**
 * Probability of each outcome after `horizon` steps, in the order of `mdp.outcomes`.
 *
 * @example
 * outcomeProbabilities(sepsis, physician, 20) // [alive, death, discharge]
 */
export function outcomeProbabilities(mdp: Mdp, policy: Policy, horizon: number): Float64Array {
  const distribution = stateDistribution(mdp, policy, horizon);
  const probabilities = new Float64Array(mdp.outcomes.length);
  for (let s = 0; s < mdp.nStates; s++) probabilities[mdp.outcome[s]] += distribution[s];
  return probabilities;
}
