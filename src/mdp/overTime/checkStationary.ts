import { ArgumentError } from '../../core/errors.js';
import { type MarkovPolicy, isOverTime } from './policyOverTime.js';
import { stepsText } from './stepsText.js';

/**
 * Checks that a policy does the same at every step, for what can do with no other.
 *
 * @throws ArgumentError for a policy over time, as untyped code may give
 */
export function checkStationary(where: string, policy: MarkovPolicy): void {
  if (isOverTime(policy))
    throw new ArgumentError(
      `${where}: policy must be stationary, got one over time, for ${stepsText(policy.horizon)} - take what it does at one of them, as policyAtStep does`,
    );
}
