import { ArgumentError } from '../../../core/errors.js';
import { type MeanAndError, meanAndError } from '../../../core/statistics/meanAndError.js';
import { type Interval, type TermsOptions, checkLevel, checkRange, checkTerms, cutToRange } from '../interval.js';

export const BERNSTEIN_ASSUMPTION =
  'The terms are independent, their expectation is the value, and every possible term is in the range given.';

/**
 * Empirical Bernstein interval of the mean of terms in a known range: narrower than Hoeffding's where they vary little.
 *
 *     mean ± [ sqrt(2 V L / n) + 7 (b − a) L / (3 (n − 1)) ],   L = ln(4 / alpha), V the sample variance over n − 1
 *
 * On the logs of `bootstrap` it held the value always: of is and pdis over 20 steps by giving the whole range, as W^H
 * is astronomical.
 *
 * @param terms shape (n), n ≥ 2, in `range`; an infinite range gives the whole of `cut`
 * @throws ArgumentError for fewer than 2 terms, terms outside the range, a range or level that is none
 *
 * Cost O(n).
 *
 * Source: Maurer & Pontil 2009, theorem 4, whose one side ln(2 / delta) is used at delta = alpha / 2.
 *
 * @example
 * bernstein(new Float64Array(1000).fill(0.5), { level: 0.95, range: [0, 1] }) // { lower: 0.48976..., upper: 0.51023..., ... }
 */
export function bernstein(terms: Float64Array, options: TermsOptions): Interval {
  checkLevel('bernstein', options.level);
  checkTerms('bernstein', terms, { least: 2, range: options.range });
  return bernsteinOf(meanAndError(terms), options);
}

/**
 * The same from the mean of n terms and its standard error; that the terms are in the range is not checked.
 *
 * @throws ArgumentError for fewer than 2 terms, a range or level that is none
 */
export function bernsteinOf(
  { n, mean, standardError }: MeanAndError,
  { level, range, cut = range }: TermsOptions,
): Interval {
  checkLevel('bernstein', level);
  checkRange('bernstein', range);
  checkRange('bernstein', cut);
  if (standardError === undefined) throw new ArgumentError(`bernstein: at least 2 terms are needed, got ${n}`);
  const log = Math.log(4 / (1 - level));
  const half = standardError * Math.sqrt(2 * log) + (7 * (range[1] - range[0]) * log) / (3 * (n - 1));
  return {
    ...cutToRange([mean - half, mean + half], cut),
    level,
    method: 'bernstein',
    assumption: BERNSTEIN_ASSUMPTION,
  };
}
