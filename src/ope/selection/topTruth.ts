import { ArgumentError } from '../../core/errors.js';
import { tied } from '../../core/tied.js';
import { checkEstimates } from './checkEstimates.js';

/**
 * True values of the k policies with the highest estimates, highest estimate first; of equal estimates the one that
 * comes first in the list.
 *
 * @param k an integer ≥ 1; beyond the number of policies it takes them all
 * @throws ArgumentError on k, lengths that differ, or a number that is not finite
 */
export function topTruth(where: string, estimates: ArrayLike<number>, truth: ArrayLike<number>, k: number): number[] {
  checkEstimates(where, estimates, truth);
  if (!(Number.isSafeInteger(k) && k >= 1)) throw new ArgumentError(`${where}: k must be an integer ≥ 1, got ${k}`);
  const scores = tied(estimates);
  return Array.from({ length: estimates.length }, (_, i) => i)
    .sort((i, j) => scores[j] - scores[i])
    .slice(0, k)
    .map((i) => truth[i]);
}
