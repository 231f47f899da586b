/** Sums of the first 1, 2, … shares, at most 1. */
export function cumulative(shares: Float64Array): Float64Array {
  let sum = 0;
  return shares.map((share) => Math.min(1, (sum += share)));
}

/**
 * Numbers of episodes worth telling: 1, 2, 5, 10, … up to the one by which all the weight is had.
 *
 * @param sums increasing
 * @returns none where there is no weight at all
 */
export function notable(sums: Float64Array): readonly number[] {
  const all = sums.findIndex((sum) => sum >= 1 - 1e-9) + 1;
  if (all === 0) return [];
  const numbers: number[] = [];
  for (let power = 1; power < all; power *= 10) numbers.push(...[power, 2 * power, 5 * power].filter((k) => k < all));
  return [...numbers, all];
}
