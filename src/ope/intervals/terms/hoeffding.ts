import { type MeanAndError, meanAndError } from '../../../core/statistics/meanAndError.js';
import { type Interval, type TermsOptions, checkLevel, checkRange, checkTerms, cutToRange } from '../interval.js';

export const HOEFFDING_ASSUMPTION =
  'The terms are independent, their expectation is the value, and every possible term is in the range given.';

/**
 * Interval of the mean of terms in a known range, whatever their distribution.
 *
 *     mean ± (b − a) sqrt(ln(2 / alpha) / (2 n)),   alpha = 1 − level
 *
 * On the logs of `bootstrap` it held the value always: of is and pdis over 20 steps by giving the whole range, as W^H
 * is astronomical.
 *
 * @param terms shape (n), n ≥ 1, in `range`; an infinite range gives the whole of `cut`
 * @throws ArgumentError for no terms, terms outside the range, a range or level that is none
 *
 * Cost O(n).
 *
 * Source: Hoeffding 1963, theorem 2, on both sides.
 *
 * @example
 * hoeffding(Float64Array.of(0, 1, 1, 1), { level: 0.5, range: [0, 1] }) // { lower: 0.3337..., upper: 1, ... }
 */
export function hoeffding(terms: Float64Array, options: TermsOptions): Interval {
  checkLevel('hoeffding', options.level);
  checkTerms('hoeffding', terms, { range: options.range });
  return hoeffdingOf(meanAndError(terms), options);
}

/**
 * The same from the mean of n terms, of which it is not checked that they are in the range.
 *
 * @throws ArgumentError for a range or level that is none
 */
export function hoeffdingOf(
  { n, mean }: Pick<MeanAndError, 'n' | 'mean'>,
  { level, range, cut = range }: TermsOptions,
): Interval {
  checkLevel('hoeffding', level);
  checkRange('hoeffding', range);
  checkRange('hoeffding', cut);
  const half = (range[1] - range[0]) * Math.sqrt(Math.log(2 / (1 - level)) / (2 * n));
  return {
    ...cutToRange([mean - half, mean + half], cut),
    level,
    method: 'hoeffding',
    assumption: HOEFFDING_ASSUMPTION,
  };
}
