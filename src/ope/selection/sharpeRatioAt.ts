import { ArgumentError } from '../../core/errors.js';
import { topTruth } from './topTruth.js';

/**
 * What trying the k policies with the highest estimates gains over the behaviour policy b, for the risk of trying them:
 *
 *     SharpeRatio@k = (best@k − J(b)) / std@k.
 *
 * Best and standard deviation are over the true values of the top k and of b as a further member; the deviation divides
 * by their number. So the ratio is never negative, and at k = 1 it is 2 or 0.
 *
 * @param k an integer ≥ 1; beyond the number of policies it takes them all
 * @param estimates shape (n), one for each policy; of equal estimates the first policy comes first
 * @param truth shape (n), the true values J
 * @param behaviourValue J(b), finite
 * @returns null where the deviation is 0: nothing is risked
 * @throws ArgumentError on k, J(b), lengths that differ, or a number that is not finite
 *
 * Source: Kiyohara et al., "Towards assessing and benchmarking risk-return tradeoff of off-policy evaluation", 2024.
 *
 * @example
 * sharpeRatioAt(2, [3, 2, 1], [4, 1, 9], 1) // 3 / Math.SQRT2
 */
export function sharpeRatioAt(
  k: number,
  estimates: ArrayLike<number>,
  truth: ArrayLike<number>,
  behaviourValue: number,
): number | null {
  const members = topTruth('sharpeRatioAt', estimates, truth, k);
  if (!Number.isFinite(behaviourValue))
    throw new ArgumentError(`sharpeRatioAt: value of the behaviour policy must be finite, got ${behaviourValue}`);
  members.push(behaviourValue);
  // Rounding of the mean would make a deviation of equal values, and that a ratio of 0.
  if (members.every((value) => value === behaviourValue)) return null;
  const best = members.reduce((most, value) => Math.max(most, value));
  const mean = members.reduce((sum, value) => sum + value, 0) / members.length;
  const variance = members.reduce((sum, value) => sum + (value - mean) ** 2, 0) / members.length;
  return (best - behaviourValue) / Math.sqrt(variance);
}
