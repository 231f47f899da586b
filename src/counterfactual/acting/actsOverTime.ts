import { checkSteps } from '../../mdp/overTime/checkPolicyOverTime.js';
import { policyAtStep } from '../../mdp/overTime/policyAtStep.js';
import type { PolicyOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { ActsByStep } from './acting.js';

/**
 * A policy over time as what acts by the step, whatever was logged.
 *
 * @param where opens the message of an error; default `counterfactual`
 * @returns in use throws ArgumentError beyond its steps
 */
export function actsOverTime(policy: PolicyOverTime, where = 'counterfactual'): ActsByStep {
  const { nStates, nActions, horizon } = policy;
  const steps = Array.from({ length: horizon }, (_, t) => policyAtStep(policy, t));
  return {
    nStates,
    nActions,
    policyAt(t) {
      checkSteps(where, policy, t + 1);
      return steps[t];
    },
  };
}
