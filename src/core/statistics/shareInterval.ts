import { ArgumentError } from '../errors.js';
import { logChoose } from './logFactorial.js';

/** Both ends of an interval of a probability. */
export interface ShareInterval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Interval of the probability of an outcome that came up k times in n cases, which holds for all n at once: whenever one
 * looks, and whatever decided that there were so many cases.
 *
 *     all p with p^k (1 − p)^(n − k)  ≥  alpha B(k + 1, n − k + 1),   B(k + 1, n − k + 1) = 1 / ((n + 1) C(n, k))
 *
 * With p the probability, the beta function over the left-hand side is a martingale in n that starts at 1 (the likelihood
 * of a uniform mixture over that of p), so with probability at least 1 − alpha it never gets to 1 / alpha.
 *
 * The interval of Clopper & Pearson is narrower, by a third at alpha = 0.05 and 100 cases, by a twelfth at 1e-8, and
 * takes n as settled beforehand. How often a log has a treatment in a state depends on how it went: who does badly comes
 * back to the state, and what failed is not tried again. Then that interval may miss more often than it says, and this
 * one does not.
 *
 * @param k integer from 0 to n
 * @param n integer ≥ 0; without a case the interval is [0, 1]
 * @param alpha chance of an error, in (0, 1)
 * @returns lower is 0 for k = 0 and upper 1 for k = n; ends to a relative 1e-12, rounded outwards
 * @throws ArgumentError outside these
 *
 * Source: Robbins 1970 (mixtures); Waudby-Smith & Ramdas 2020, "Confidence sequences for sampling without replacement",
 * section 2, for the ratio of a prior to its posterior.
 *
 * @example
 * shareInterval(3, 10, 0.05) // { lower: 0.0366..., upper: 0.7332... }
 */
export function shareInterval(k: number, n: number, alpha: number): ShareInterval {
  if (!(Number.isInteger(n) && Number.isInteger(k) && k >= 0 && k <= n))
    throw new ArgumentError(`shareInterval: k and n must be integers with 0 ≤ k ≤ n, got ${k} and ${n}`);
  if (!(alpha > 0 && alpha < 1)) throw new ArgumentError(`shareInterval: alpha must be in (0, 1), got ${alpha}`);
  const least = Math.log(alpha) - Math.log(n + 1) - logChoose(n, k);
  const inside = (odds: number): boolean => logLikelihood(k, n - k, odds) >= least;
  // Within these log odds there are all floats but the last ones at either end.
  const best = Math.min(FAR, Math.max(-FAR, Math.log(k / (n - k || Number.MIN_VALUE))));
  return {
    lower: k === 0 ? 0 : share(lastInside(inside, best, -FAR)),
    upper: k === n ? 1 : share(lastInside(inside, best, FAR)),
  };
}

const FAR = 745;

/** By log odds, which keep the digits of what is next to 0 and to 1. */
function logLikelihood(hits: number, misses: number, odds: number): number {
  return -(hits > 0 ? hits * logOnePlusExp(-odds) : 0) - (misses > 0 ? misses * logOnePlusExp(odds) : 0);
}

function logOnePlusExp(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

function share(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

/** The end of what is inside, by bisection from a point within to one without; just outside of it. */
function lastInside(inside: (odds: number) => boolean, within: number, without: number): number {
  let [near, far] = [within, without];
  // 60 halvings of 1,500 are below the spacing of floats at 1e-3.
  for (let step = 0; step < 60; step++) {
    const middle = (near + far) / 2;
    if (inside(middle)) near = middle;
    else far = middle;
  }
  return far;
}
