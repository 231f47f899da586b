import { chainVisits } from './chainVisits.js';
import { checkHorizon } from './horizon.js';
import type { Mdp } from '../mdp.js';
import type { Policy } from '../policy.js';
import { checkPolicyFits } from '../checkPolicyFits.js';

/**
 * Expected number of steps of a run of at most `horizon` steps under a policy.
 *
 * @param horizon an integer ≥ 0, or Infinity
 * @returns Infinity where, without a horizon, runs come with some probability to states from which they never end
 * @throws ArgumentError if policy and model differ in size or space
 *
 * Cost as `policyValue`.
 */
export function expectedLength(mdp: Mdp, policy: Policy, horizon: number): number {
  checkHorizon('expectedLength', { horizon });
  checkPolicyFits(policy, mdp, 'expectedLength');
  const { visits, endless } = chainVisits(mdp, policy, horizon, 1);
  return endless === undefined ? visits.reduce((sum, count) => sum + count, 0) : Infinity;
}
