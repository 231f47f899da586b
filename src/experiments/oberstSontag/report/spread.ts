import { quantile } from '../../../core/statistics/quantile.js';
import type { Figure } from '../publishedFigures.js';

/** A figure over repeats. */
export interface Spread extends Figure {
  /** Values that it is over. */
  readonly n: number;
  /** Values that were left out, because there was no estimate. */
  readonly undefinedValues: number;
}

/**
 * Mean and 2.5 and 97.5 % quantiles of the values that there are.
 *
 * @param values null where there was no estimate
 * @returns null where there is no value at all
 *
 * @example
 * spread([1, null, 3]) // { n: 2, undefinedValues: 1, mean: 2, lower: 1.05, upper: 2.95 }
 */
export function spread(values: readonly (number | null)[]): Spread | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const n = sorted.length;
  if (n === 0) return null;
  return {
    n,
    undefinedValues: values.length - n,
    mean: sorted.reduce((sum, value) => sum + value, 0) / n,
    lower: quantile(sorted, 0.025),
    upper: quantile(sorted, 0.975),
  };
}

/**
 * As text: the mean, the range of more than one value, and how many values there were not.
 *
 * @example
 * spreadText({ mean: 0.5, lower: -1, upper: 1 }, 2) // '0.50 [-1.00, 1.00]'
 */
export function spreadText(figure: (Figure & Partial<Spread>) | null, digits = 4): string {
  if (figure === null) return 'undefined';
  const { n, undefinedValues = 0 } = figure;
  const [mean, lower, upper] = [figure.mean, figure.lower, figure.upper].map((value) => fixed(value, digits));
  const range = n === 1 ? mean : `${mean} [${lower}, ${upper}]`;
  return undefinedValues === 0 ? range : `${range}, ${undefinedValues} of ${n! + undefinedValues} undefined`;
}

/** To so many decimals; what rounds to zero has no sign. */
export function fixed(value: number, digits = 4): string {
  return value.toFixed(digits).replace(/^-(0\.?0*)$/, '$1');
}
