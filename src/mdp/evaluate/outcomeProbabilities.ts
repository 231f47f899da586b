import { ArgumentError } from '../../core/errors.js';
import { type ChainVisits, chainVisits } from './chainVisits.js';
import { checkHorizon } from './horizon.js';
import type { Mdp } from '../mdp.js';
import type { Policy } from '../policy.js';
import { checkPolicyFits } from '../checkPolicyFits.js';

/**
 * Where a policy has taken the process after `horizon` steps: P(s_H = s), a run that ended staying where it ended.
 *
 * @param horizon an integer ≥ 0
 * @returns shape (S)
 *
 * Cost O(H·nnz) at most, less where all runs end or settle sooner.
 */
export function stateDistribution(mdp: Mdp, policy: Policy, horizon: number): Float64Array {
  checkHorizon('stateDistribution', { horizon });
  if (horizon === Infinity)
    throw new ArgumentError('stateDistribution: horizon must be finite, got Infinity - give a number of steps');
  checkPolicyFits(policy, mdp, 'stateDistribution');
  const visits = chainVisits(mdp, policy, horizon, 1);
  const distribution = endedIn(mdp, policy, visits);
  visits.living!.forEach((mass, s) => (distribution[s] += mass));
  return distribution;
}

/**
 * Probability of each outcome after `horizon` steps, in the order of `mdp.outcomes`.
 *
 * Without a horizon: where the runs end in the long run. What never ends keeps outcome 0, the process still going on.
 *
 * @param horizon an integer ≥ 0, or Infinity
 *
 * @example
 * // Of waiting, death, illness and recovery, of a patient who is treated.
 * outcomeProbabilities(createEnv('triage').exactModel!(), tabular([1, 0, 0, 0], 2), 1) // [0, 0.25, 0.25, 0.5]
 */
export function outcomeProbabilities(mdp: Mdp, policy: Policy, horizon: number): Float64Array {
  checkHorizon('outcomeProbabilities', { horizon });
  checkPolicyFits(policy, mdp, 'outcomeProbabilities');
  const probabilities = new Float64Array(mdp.outcomes.length);
  const endless = horizon === Infinity;
  const distribution = endless
    ? endedIn(mdp, policy, chainVisits(mdp, policy, Infinity, 1))
    : stateDistribution(mdp, policy, horizon);
  for (let s = 0; s < mdp.nStates; s++)
    probabilities[endless && mdp.terminal[s] === 0 ? 0 : mdp.outcome[s]] += distribution[s];
  return probabilities;
}

/**
 * Where runs end, or come to a class that they never leave: what enters such a state from one that is left, summed over
 * all visits. Shape (S); terms of one sign only, so that a rare end keeps its digits.
 */
function endedIn(mdp: Mdp, policy: Policy, { visits, neverLeft }: ChainVisits): Float64Array {
  const { nActions, terminal } = mdp;
  const ended = mdp.initial.map((mass, s) => (terminal[s] === 1 || neverLeft[s] === 1 ? mass : 0));
  for (let row = 0; row < policy.probability.length; row++) {
    const s = Math.floor(row / nActions);
    const flow = terminal[s] === 1 ? 0 : visits[s] * policy.probability[row];
    if (flow === 0) continue;
    for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
      const next = mdp.nextState[k];
      if (terminal[next] === 1 || neverLeft[next] === 1) ended[next] += flow * mdp.probability[k];
    }
  }
  return ended;
}
