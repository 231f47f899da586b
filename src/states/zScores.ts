import { ArgumentError } from '../core/errors.js';
import type { FeatureColumn, MissingRule } from './featureStates.js';

/** What must be true of a value of a feature, and is not; undefined where all is well. */
export function featureFault(
  column: { readonly log: boolean },
  value: number,
  missing: MissingRule,
): string | undefined {
  if (Number.isNaN(value)) return missing === 'mean' ? undefined : 'must be there: missing values are refused';
  if (!Number.isFinite(value)) return 'must be a finite number';
  return column.log && value <= 0 ? 'must be > 0, as its logarithm is taken' : undefined;
}

/** The z-score of a value that has no fault; a missing one is the mean. */
export function zScore({ log, mean, scale }: FeatureColumn, value: number): number {
  return Number.isNaN(value) ? 0 : ((log ? Math.log(value) : value) - mean) / scale;
}

/**
 * Mean and standard deviation of a feature, of the values that are there, or their logarithms.
 *
 * @param values shape (n × d), NaN where a value is missing
 * @throws ArgumentError if there are none, or all are the same
 *
 * Cost O(n).
 */
export function scaleOf(name: string, values: Float64Array, j: number, d: number, log: boolean): FeatureColumn {
  const value = (at: number): number => (log ? Math.log(values[at]) : values[at]);
  let [n, sum] = [0, 0];
  for (let at = j; at < values.length; at += d) {
    if (Number.isNaN(values[at])) continue;
    sum += value(at);
    n++;
  }
  const mean = sum / n;
  let squares = 0;
  for (let at = j; at < values.length; at += d) if (!Number.isNaN(values[at])) squares += (value(at) - mean) ** 2;
  const scale = Math.sqrt(squares / n);
  if (n === 0) throw new ArgumentError(`fitStates: feature ${name} must have values, got none - leave it out`);
  // The mean of equal values may differ from them by a rounding.
  if (!(scale > 1e-12 * Math.abs(mean)))
    throw new ArgumentError(
      `fitStates: feature ${name} must vary, got ${log ? Math.exp(mean) : mean} in every row - leave it out`,
    );
  return { name, log, mean, scale };
}
