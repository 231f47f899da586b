import { ArgumentError } from '../../core/errors.js';
import { probabilityFault } from '../../core/probability.js';
import { checkPolicy } from '../policy.js';
import { type MarkovPolicy, type PolicyOverTime, isOverTime } from './policyOverTime.js';
import { stepsText } from './stepsText.js';

/**
 * Checks that every row of a policy over time is a distribution.
 *
 * @param where opens the message of an error; default the name of this function
 * @throws ArgumentError naming the first step and state whose row is wrong
 */
export function checkPolicyOverTime(policy: PolicyOverTime, where = 'checkPolicyOverTime'): void {
  const { horizon, nStates, nActions, probability } = policy;
  if (!Number.isSafeInteger(horizon) || horizon < 1)
    throw new ArgumentError(`${where}: horizon must be an integer ≥ 1, got ${horizon}`);
  if (probability.length !== horizon * nStates * nActions)
    throw new ArgumentError(
      `${where}: probability must have ${horizon} × ${nStates} × ${nActions} entries, got ${probability.length}`,
    );
  for (let row = 0; row < horizon * nStates; row++) {
    const fault = probabilityFault(probability.subarray(row * nActions, (row + 1) * nActions));
    if (fault !== undefined)
      throw new ArgumentError(`${where}: step ${Math.floor(row / nStates)}, state ${row % nStates}: ${fault}`);
  }
}

/** `checkPolicy` or `checkPolicyOverTime`, as the policy is. */
export function checkMarkovPolicy(policy: MarkovPolicy, where: string): void {
  if (isOverTime(policy)) checkPolicyOverTime(policy, where);
  else checkPolicy(policy, where);
}

/**
 * Checks that a policy says what to do at each of some steps, as a stationary one does at any.
 *
 * @param steps how many, from the start of a run, or Infinity
 * @throws ArgumentError naming both numbers of steps
 */
export function checkSteps(where: string, policy: MarkovPolicy, steps: number): void {
  if (isOverTime(policy) && steps > policy.horizon)
    throw new ArgumentError(
      `${where}: a policy over ${stepsText(policy.horizon)} says nothing of later ones, got runs of ${stepsText(steps)} - take a horizon of at most ${policy.horizon}, or find the policy for a longer one`,
    );
}
