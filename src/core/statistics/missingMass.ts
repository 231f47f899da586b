import { ArgumentError } from '../errors.js';
import { logChoose } from './logFactorial.js';

/**
 * Upper bound of the probability of all outcomes together that never came up, where n cases showed d of K: for all n at
 * once, as `shareInterval`.
 *
 *     1 − (alpha / (d (d + 1) C(K, d)))^(1/n),   0 for d = K, 1 without a case
 *
 * That n cases all fall into one set of outcomes of mass P has probability P^n. For a set named beforehand alpha^(1/n)
 * bounds P from below; which set it is here the cases say themselves, so alpha is shared out among all: 1 / (d (d + 1))
 * to those of d, evenly. (Taken as if it had been named beforehand, the bound is too low where many outcomes are as
 * likely: of 1,000 like ones 50 cases leave 95 % of the mass unseen.)
 *
 * @param n integer ≥ 0
 * @param seen d, from 1 to K, or 0 without a case
 * @param possible K
 * @param alpha in (0, 1)
 * @throws ArgumentError outside these
 *
 * @example
 * missingMass(100, 2, 10, 0.05) // 0.0823...
 */
export function missingMass(n: number, seen: number, possible: number, alpha: number): number {
  if (!(Number.isInteger(n) && Number.isInteger(seen) && seen <= Math.min(n, possible) && n > 0 === seen > 0))
    throw new ArgumentError(
      `missingMass: seen must be an integer from 1 to n and to possible, or 0 without a case, got ${seen} of ${possible} in ${n} cases`,
    );
  if (!(alpha > 0 && alpha < 1)) throw new ArgumentError(`missingMass: alpha must be in (0, 1), got ${alpha}`);
  if (n === 0) return 1;
  if (seen === possible) return 0;
  return -Math.expm1((Math.log(alpha) - Math.log(seen * (seen + 1)) - logChoose(possible, seen)) / n);
}
