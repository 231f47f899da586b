import { checkEstimates } from './checkEstimates.js';

/**
 * How far estimates are from the true values: mean of (estimate − J)² over the policies.
 *
 * @param estimates shape (n), one for each policy
 * @param truth shape (n), the true values J
 * @throws ArgumentError if the lengths differ or a number is not finite
 *
 * @example
 * meanSquaredError([1, 2], [1, 4]) // 2
 */
export function meanSquaredError(estimates: ArrayLike<number>, truth: ArrayLike<number>): number {
  checkEstimates('meanSquaredError', estimates, truth);
  let sum = 0;
  for (let i = 0; i < truth.length; i++) sum += (estimates[i] - truth[i]) ** 2;
  return sum / truth.length;
}
