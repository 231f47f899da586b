import type { Policy } from '../policy.js';
import { type MarkovPolicy, isOverTime } from './policyOverTime.js';

/**
 * What a policy does at one step of a run, as a stationary policy: pi_t(a | s).
 *
 * @param step t, an integer from 0 to H − 1, counted from the start of the run; any for a stationary policy
 * @returns a view, no copy; a stationary policy itself
 *
 * Cost O(1). Not checked: the step.
 *
 * @example
 * // The second action in the second state from the second step on.
 * policyAtStep(deterministicOverTime({ nStates: 2, nActions: 2 }, [0, 0, 0, 1]), 1).probability // [1, 0, 0, 1]
 */
export function policyAtStep(policy: MarkovPolicy, step: number): Policy {
  if (!isOverTime(policy)) return policy;
  const { nStates, nActions, space, states, actions, ends, discount, undefinedRows } = policy;
  const size = nStates * nActions;
  return {
    nStates,
    nActions,
    probability: policy.probability.subarray(step * size, (step + 1) * size),
    ...(space !== undefined && { space }),
    ...(states && { states }),
    ...(actions && { actions }),
    ...(ends && { ends }),
    ...(discount !== undefined && { discount }),
    ...(undefinedRows && { undefinedRows: undefinedRows.subarray(step * nStates, (step + 1) * nStates) }),
  };
}
