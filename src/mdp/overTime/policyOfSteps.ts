import { ArgumentError } from '../../core/errors.js';
import type { Policy } from '../policy.js';
import type { PolicyOverTime } from './policyOverTime.js';

/**
 * The policy over time that does steps[t] at step t.
 *
 * @param steps H stationary policies over the same states and actions, H ≥ 1
 * @returns a copy; spaces, names, ends and discount are those of the first
 * @throws ArgumentError if there is none, or sizes differ
 *
 * Cost O(H·S·A).
 *
 * @example
 * policyOfSteps([tabular([0, 1], 2), tabular([1, 1], 2)]).probability // [1, 0, 0, 1, 0, 1, 0, 1]
 */
export function policyOfSteps(steps: readonly Policy[]): PolicyOverTime {
  if (steps.length === 0) throw new ArgumentError('policyOfSteps: steps must be at least one policy, got none');
  const [first] = steps;
  const { nStates, nActions } = first;
  const probability = new Float64Array(steps.length * nStates * nActions);
  const blank = steps.some(({ undefinedRows }) => undefinedRows) ? new Uint8Array(steps.length * nStates) : undefined;
  steps.forEach((policy, t) => {
    if (policy.nStates !== nStates || policy.nActions !== nActions)
      throw new ArgumentError(
        `policyOfSteps: every step must have the ${nStates} states and ${nActions} actions of the first, got ${policy.nStates} and ${policy.nActions} at step ${t}`,
      );
    probability.set(policy.probability, t * nStates * nActions);
    if (policy.undefinedRows) blank!.set(policy.undefinedRows, t * nStates);
  });
  return { ...first, horizon: steps.length, probability, ...(blank && { undefinedRows: blank }) };
}
