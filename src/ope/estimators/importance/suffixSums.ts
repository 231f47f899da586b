/**
 * Sums of terms from a step on, each divided by the exponential of that step's shift, times a weight that ended before:
 *
 *     (t, logWeight) -> exp(logWeight) sum over u ≥ t of terms[u] exp(−shift[u])
 *
 * The weight is among those that the shifts were made for, so that each product is in the range of numbers where its
 * two factors need not be.
 *
 * @param shift shape (H), as in `StepWeights`
 * @param terms shape (H)
 * @returns the sum for t from 0 to H, where it is 0, and logWeight at most every shift from t on that is not 0
 *
 * Cost O(H), and O(1) for each sum asked for.
 */
export function suffixSums(shift: Float64Array, terms: Float64Array): (t: number, logWeight: number) => number {
  const sums = terms.slice();
  // Of each sum, the least of its shifts.
  const scale = shift.slice();
  for (let t = shift.length - 2; t >= 0; t--) {
    const least = Math.min(shift[t], scale[t + 1]);
    sums[t] = terms[t] * Math.exp(least - shift[t]) + sums[t + 1] * Math.exp(least - scale[t + 1]);
    scale[t] = least;
  }
  return (t, logWeight) => (t < sums.length ? Math.exp(logWeight - scale[t]) * sums[t] : 0);
}
