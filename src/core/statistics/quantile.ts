/**
 * Quantile of sorted values, type 7 of Hyndman & Fan (1996): linear between order statistics, as in R and NumPy.
 *
 * @param sorted increasing, at least one value; not checked
 * @param share in [0, 1]
 *
 * @example
 * quantile([1, 2, 4], 0.75) // 3
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
