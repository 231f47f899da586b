import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';

/**
 * The horizon of a command that runs a policy: what `--horizon` says, else all the steps of a policy over time, else
 * the default.
 *
 * @param horizon as the command line has it, or by default
 * @param isGiven whether it was given
 */
export function chosenHorizon(horizon: number, isGiven: boolean, policy: MarkovPolicy): number {
  return !isGiven && isOverTime(policy) ? policy.horizon : horizon;
}
