import { chainVisits } from './chainVisits.js';
import { checkHorizon } from './horizon.js';
import type { Mdp } from '../mdp.js';
import { checkMarkovPolicyFits } from '../overTime/checkMarkovPolicyFits.js';
import { type MarkovPolicy, isOverTime } from '../overTime/policyOverTime.js';
import { visitsOverTime } from './visitsOverTime.js';

/**
 * Expected number of steps of a run of at most `horizon` steps under a policy.
 *
 * @param horizon an integer ≥ 0, or Infinity
 * @returns Infinity where, without a horizon, runs come with some probability to states from which they never end
 * @throws ArgumentError as `policyValue`
 *
 * Cost as `policyValue`.
 */
export function expectedLength(mdp: Mdp, policy: MarkovPolicy, horizon: number): number {
  checkHorizon('expectedLength', { horizon });
  checkMarkovPolicyFits('expectedLength', policy, mdp, horizon);
  if (isOverTime(policy)) return total(visitsOverTime(mdp, policy, horizon, 1).pairs);
  const { visits, endless } = chainVisits(mdp, policy, horizon, 1);
  return endless === undefined ? total(visits) : Infinity;
}

function total(visits: Float64Array): number {
  return visits.reduce((sum, count) => sum + count, 0);
}
