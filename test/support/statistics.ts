/**
 * How far a mean of n independent values may be from its expectation by chance, for several means at once:
 *
 *     t = range · sqrt(ln(2 · comparisons / alpha) / (2 n))
 *
 * With probability at least 1 − alpha no one of the means is t or more away. An effect of 2 t is found just as surely.
 *
 * @param n values in each mean
 * @param range largest possible value less the smallest
 * @param alpha false-alarm rate of all comparisons together
 * @param comparisons how many means are looked at (union bound)
 *
 * Source: Hoeffding, "Probability inequalities for sums of bounded random variables", 1963, theorem 2.
 *
 * @example
 * hoeffdingBound(10_000, 1, 1e-6) // 0.0269..., for a frequency
 */
export function hoeffdingBound(n: number, range: number, alpha: number, comparisons = 1): number {
  return range * Math.sqrt(Math.log((2 * comparisons) / alpha) / (2 * n));
}

/**
 * How far the empirical distribution function of n independent values may be from the true one, at its worst point:
 *
 *     t = sqrt(ln(2 / alpha) / (2 n))
 *
 * Source: Massart, "The tight constant in the Dvoretzky-Kiefer-Wolfowitz inequality", 1990.
 *
 * @example
 * dkwBound(10_000, 1e-6) // 0.0269...
 */
export function dkwBound(n: number, alpha: number): number {
  return hoeffdingBound(n, 1, alpha);
}

/**
 * The Kolmogorov distance sup |F_n(x) − F(x)| of a sample from a continuous distribution function: what `dkwBound`
 * bounds.
 *
 * @param sample not changed; NaN is not allowed
 */
export function kolmogorovDistance(sample: ArrayLike<number>, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(sample).sort();
  // At a jump of F_n both its sides count.
  return sorted.reduce((worst, x, i) => {
    const value = cdf(x);
    return Math.max(worst, value - i / sorted.length, (i + 1) / sorted.length - value);
  }, 0);
}
