import { ArgumentError, NumericalError } from '../../../core/errors.js';
import type { CountedStatistics } from './bootstrapReplicates.js';

export interface Jackknife {
  /**
   * Shape (trajectories left out in turn × nStatistics), row-major, those without which nothing is defined passed over.
   */
  readonly values: Float64Array;
  readonly nStatistics: number;
  /** How many were passed over. */
  readonly undefinedCount: number;
}

/**
 * Statistics of the log without each of its trajectories in turn: counts of 1 with one 0, which sum to n − 1.
 *
 * @param statistics as for `bootstrapReplicates`, here with counts that sum to n − 1: an estimate divides by their sum,
 *   not by n
 * @throws ArgumentError if n or nStatistics is no positive integer; NumericalError if a statistic is not finite
 *
 * Cost O(n · one evaluation).
 *
 * @example
 * const values = [1, 2, 6];
 * const mean = (counts: Float64Array, out: Float64Array) => {
 *   out[0] = values.reduce((sum, x, i) => sum + counts[i] * x, 0) / counts.reduce((sum, times) => sum + times, 0);
 *   return true;
 * };
 * jackknife(mean, { n: 3, nStatistics: 1 }).values // [4, 3.5, 1.5]
 */
export function jackknife(
  statistics: CountedStatistics,
  { n, nStatistics }: { readonly n: number; readonly nStatistics: number },
): Jackknife {
  for (const [name, value] of Object.entries({ n, nStatistics }))
    if (!(Number.isInteger(value) && value >= 1))
      throw new ArgumentError(`jackknife: ${name} must be an integer ≥ 1, got ${value}`);
  // Without its only trajectory nothing is left to estimate from.
  if (n === 1) return { values: new Float64Array(0), nStatistics, undefinedCount: 1 };
  const counts = new Float64Array(n).fill(1);
  const values = new Float64Array(n * nStatistics);
  let rows = 0;
  for (let i = 0; i < n; i++) {
    counts[i] = 0;
    const out = values.subarray(rows * nStatistics, (rows + 1) * nStatistics);
    if (statistics(counts, out, i)) {
      const wrong = out.findIndex((x) => !Number.isFinite(x));
      if (wrong >= 0)
        throw new NumericalError(
          `jackknife: statistic ${wrong} must be finite, got ${out[wrong]} without trajectory ${i}`,
        );
      rows++;
    }
    counts[i] = 1;
  }
  return { values: values.slice(0, rows * nStatistics), nStatistics, undefinedCount: n - rows };
}
