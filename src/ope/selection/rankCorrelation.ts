import { tied } from '../../core/tied.js';
import { checkEstimates } from './checkEstimates.js';

/**
 * Whether estimates order the policies as their true values do: Spearman's rank correlation, Pearson's of the ranks,
 * where equal values, to rounding, share the mean of their ranks.
 *
 * @param estimates shape (n), one for each policy
 * @param truth shape (n), the true values
 * @returns from −1 to 1; null where all estimates, or all true values, are equal, as nothing is ordered there
 * @throws ArgumentError if the lengths differ or a number is not finite
 *
 * Cost O(n log n).
 *
 * @example
 * rankCorrelation([1, 2, 3], [10, 30, 20]) // 0.5
 */
export function rankCorrelation(estimates: ArrayLike<number>, truth: ArrayLike<number>): number | null {
  checkEstimates('rankCorrelation', estimates, truth);
  const [x, y] = [centredRanks(estimates), centredRanks(truth)];
  const scale = Math.sqrt(dot(x, x) * dot(y, y));
  return scale === 0 ? null : dot(x, y) / scale;
}

/** Ranks from 0, less their mean: halves of integers, so that sums of them are exact. */
function centredRanks(of: ArrayLike<number>): Float64Array {
  const values = tied(of);
  const n = values.length;
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => values[i] - values[j]);
  const ranks = new Float64Array(n);
  for (let first = 0; first < n;) {
    let end = first + 1;
    while (end < n && values[order[end]] === values[order[first]]) end++;
    for (let k = first; k < end; k++) ranks[order[k]] = (first + end - 1) / 2 - (n - 1) / 2;
    first = end;
  }
  return ranks;
}

function dot(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, i) => sum + value * y[i], 0);
}
