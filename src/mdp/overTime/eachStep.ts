import type { Policy } from '../policy.js';
import { policyAtStep } from './policyAtStep.js';
import { policyOfSteps } from './policyOfSteps.js';
import { type MarkovPolicy, isOverTime } from './policyOverTime.js';

/**
 * A policy with the same change at every step: of a stationary one, that change.
 *
 * @param change such as what lifts a policy to a finer space
 */
export function eachStep(policy: Policy, change: (step: Policy) => Policy): Policy;
export function eachStep(policy: MarkovPolicy, change: (step: Policy) => Policy): MarkovPolicy;
export function eachStep(policy: MarkovPolicy, change: (step: Policy) => Policy): MarkovPolicy {
  return isOverTime(policy)
    ? policyOfSteps(Array.from({ length: policy.horizon }, (_, t) => change(policyAtStep(policy, t))))
    : change(policy);
}
