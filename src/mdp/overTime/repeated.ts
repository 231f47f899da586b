import { ArgumentError } from '../../core/errors.js';
import type { Policy } from '../policy.js';
import { policyOfSteps } from './policyOfSteps.js';
import type { PolicyOverTime } from './policyOverTime.js';

/**
 * A stationary policy as one over time, which does the same at every step.
 *
 * @param horizon H, an integer ≥ 1
 * @returns a copy
 * @throws ArgumentError on another horizon
 *
 * @example
 * repeated(tabular([0, 1], 2), 3).probability // [1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1]
 */
export function repeated(policy: Policy, horizon: number): PolicyOverTime {
  if (!Number.isSafeInteger(horizon) || horizon < 1)
    throw new ArgumentError(`repeated: horizon must be an integer ≥ 1, got ${horizon}`);
  return policyOfSteps(new Array<Policy>(horizon).fill(policy));
}
