import { topTruth } from './topTruth.js';

/**
 * What is lost by looking at only the k policies with the highest estimates:
 *
 *     regret@k = max J − max over the top k of J.
 *
 * @param k an integer ≥ 1; beyond the number of policies nothing is lost
 * @param estimates shape (n), one for each policy; of equal estimates the first policy comes first
 * @param truth shape (n), the true values J
 * @returns ≥ 0
 * @throws ArgumentError on k, lengths that differ, or a number that is not finite
 *
 * @example
 * regretAt(1, [3, 2, 1], [5, 8, 6]) // 3
 */
export function regretAt(k: number, estimates: ArrayLike<number>, truth: ArrayLike<number>): number {
  const top = topTruth('regretAt', estimates, truth, k);
  return largest(truth) - largest(top);
}

function largest(values: ArrayLike<number>): number {
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i]);
  return most;
}
