import type { Abstraction } from './stateSpace.js';
import { eachStep } from './overTime/eachStep.js';
import type { MarkovPolicy } from './overTime/policyOverTime.js';
import type { Policy } from './policy.js';
import { checkPolicyFits } from './checkPolicyFits.js';

/**
 * A policy over a coarse space as one over a finer space: it sees of each fine state only what the abstraction keeps.
 *
 * @param policy over `abstraction.to`, stationary or over time
 * @returns policy over `abstraction.from`
 * @throws ArgumentError if the policy is over another space
 */
export function liftPolicy(policy: Policy, abstraction: Abstraction): Policy;
export function liftPolicy(policy: MarkovPolicy, abstraction: Abstraction): MarkovPolicy;
export function liftPolicy(policy: MarkovPolicy, abstraction: Abstraction): MarkovPolicy {
  return eachStep(policy, (step) => lifted(step, abstraction));
}

function lifted(policy: Policy, { from, to, map }: Abstraction): Policy {
  const { nActions, discount, undefinedRows } = policy;
  checkPolicyFits(policy, { nStates: to.nStates, nActions, source: { space: to.name } }, 'liftPolicy');
  const probability = new Float64Array(from.nStates * nActions);
  for (let s = 0; s < from.nStates; s++)
    probability.set(policy.probability.subarray(map[s] * nActions, (map[s] + 1) * nActions), s * nActions);
  return {
    nStates: from.nStates,
    nActions,
    probability,
    space: from.name,
    ...(discount !== undefined && { discount }),
    ...(undefinedRows && { undefinedRows: Uint8Array.from(map, (s) => undefinedRows[s]) }),
  };
}
