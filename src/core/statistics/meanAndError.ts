import { ArgumentError } from '../errors.js';

export interface MeanAndError {
  readonly n: number;
  readonly mean: number;
  /**
   * Absent for a single value, which has none: neither 0, which would be certainty, nor Infinity, which JSON does not
   * have.
   */
  readonly standardError?: number;
}

/**
 * Mean and standard error of independent values.
 *
 *     standard error = sqrt(sum of (value − mean)² / (n − 1) / n)
 *
 * @throws ArgumentError for no values
 *
 * @example
 * meanAndError([1, 2, 3]) // { n: 3, mean: 2, standardError: 0.577... }
 */
export function meanAndError(values: ArrayLike<number>): MeanAndError {
  const n = values.length;
  if (n === 0) throw new ArgumentError('meanAndError: at least one value is needed, got none');
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i];
  const mean = sum / n;
  if (n === 1) return { n, mean };
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i] - mean) ** 2;
  return { n, mean, standardError: Math.sqrt(squares / (n - 1) / n) };
}

/**
 * As text, to so many decimals; an error that is rounding alone is left out.
 *
 * @example
 * errorText({ n: 3, mean: 2, standardError: 0.577 }, 2) // '2.00 ± 0.58'
 */
export function errorText({ mean, standardError }: MeanAndError, digits: number): string {
  const shown = mean.toFixed(digits);
  if (standardError === undefined || standardError <= 1e-12 * Math.abs(mean)) return shown;
  return `${shown} ± ${standardError.toFixed(digits)}`;
}
