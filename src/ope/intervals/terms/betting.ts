import { type Interval, type TermsOptions, checkLevel, checkRange, checkTerms, cutToRange } from '../interval.js';
import { leastByBetting } from './leastByBetting.js';

export const BETTING_ASSUMPTION =
  'The terms are independent in file order with one expectation, the value, and every possible term is in the range given.';

const CONTRADICTION =
  'no single mean fits the terms in file order: the ends crossed and were exchanged - is the log sorted?';

/**
 * Hedged capital interval of the mean of terms in a known range: the means that neither of two gamblers has refuted,
 * one betting that the mean is larger and one that it is smaller, each with half of the money.
 *
 *     { m : max over t of max(K+_t(m) / 2, K−_t(m) / 2) < 1 / alpha }
 *
 * K+ is the capital of `leastByBetting` for terms scaled to [0, 1], K− the same for 1 − x. The set is an
 * interval, its ends exact to rounding. The order of the terms matters, as each bet is made from the terms before it.
 *
 * On the logs of `bootstrap` (gridworld, model-win) it held the value of on-policy in .975, .983 of them at a quarter
 * more width than t; of is over 20 steps it gives the whole range, as every interval from a bound on the weights does.
 *
 * @param terms shape (n), n ≥ 1, in file order, in `range`; an infinite range gives the whole of `cut`
 * @throws ArgumentError for no terms, terms outside the range, a range or level that is none
 *
 * Cost O(n), some 120 times.
 *
 * Source: Waudby-Smith & Ramdas 2024, theorem 3, with theta = 1/2 and c = 1/2 and the running maximum over t.
 *
 * @example
 * betting(new Float64Array(100).fill(1), { level: 0.95, range: [0, 1] }) // { lower: 0.9300..., upper: 1, ... }
 */
export function betting(terms: Float64Array, { level, range, cut = range }: TermsOptions): Interval {
  checkLevel('betting', level);
  checkTerms('betting', terms, { range });
  checkRange('betting', cut);
  const about = { level, method: 'betting', assumption: BETTING_ASSUMPTION };
  const [least, greatest] = range;
  const width = greatest - least;
  if (!Number.isFinite(width)) return { ...cutToRange([-Infinity, Infinity], cut), ...about };
  // What the check let pass as rounding must not reach the bets.
  const scaled = terms.map((x) => Math.min(Math.max((x - least) / width, 0), 1));
  const delta = (1 - level) / 2;
  const lower = least + width * leastByBetting(scaled, delta);
  const upper =
    greatest -
    width *
      leastByBetting(
        scaled.map((x) => 1 - x),
        delta,
      );
  if (lower <= upper) return { ...cutToRange([lower, upper], cut), ...about };
  const { warnings = [], ...ends } = cutToRange([upper, lower], cut);
  return { ...ends, warnings: [CONTRADICTION, ...warnings], ...about };
}
