import { ArgumentError } from '../../core/errors.js';
import type { Policy } from '../policy.js';
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
  const { probability, undefinedRows } = policy;
  const size = probability.length;
  const rows = new Float64Array(horizon * size);
  const blank = undefinedRows && new Uint8Array(horizon * policy.nStates);
  for (let t = 0; t < horizon; t++) {
    rows.set(probability, t * size);
    blank?.set(undefinedRows!, t * policy.nStates);
  }
  return { ...policy, horizon, probability: rows, ...(blank && { undefinedRows: blank }) };
}
