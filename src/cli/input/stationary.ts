import { ArgumentError } from '../../core/errors.js';
import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import { stepsText } from '../../mdp/overTime/stepsText.js';
import type { Policy } from '../../mdp/policy.js';

/**
 * A policy for what works with a stationary one alone.
 *
 * @param what that is, as the command line has it
 * @param spec the policy, likewise
 * @throws ArgumentError for a policy over time
 */
export function stationary(what: string, spec: string, policy: MarkovPolicy): Policy {
  if (!isOverTime(policy)) return policy;
  throw new ArgumentError(
    `${what}: takes a stationary policy, got ${spec}, one over time, for ${stepsText(policy.horizon)} - leave out ${what}, or find a policy with \`couplet solve\` without --horizon`,
  );
}
