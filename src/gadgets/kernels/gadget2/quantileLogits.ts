/** What an outcome keeps of a cluster outside its quantiles, so that training can still lead it there. */
const ELSEWHERE = 1e-3;

/**
 * Adds to logits those of clusters that are quantiles: cluster z takes the outcomes in order, from the share z / |Z| of
 * their probability to (z + 1) / |Z|.
 *
 *     out[z, x] = logits[z, x] + log(share of p[x] that lies in quantile z + 0.001)
 *
 * With many clusters that is nearly the monotone coupling of the order, which no other beats where the cost is the
 * squared difference of a score that increases with it.
 *
 * @param order shape (K): the places of the outcomes, a permutation; not checked
 * @param p shape (K), probabilities
 * @param logits shape (nClusters × K), row-major
 * @param out shape of the logits, overwritten; returned
 *
 * Cost O(|Z| K), no allocation.
 *
 * @example
 * const out = addQuantileLogits(Int32Array.of(1, 0), Float64Array.of(0.5, 0.5), new Float64Array(4), new Float64Array(4));
 * out.map((logit) => Math.round(logit)) // [-7, 0, 0, -7]
 */
export function addQuantileLogits(
  order: Int32Array,
  p: Float64Array,
  logits: Float32Array | Float64Array,
  out: Float64Array,
): Float64Array {
  const nOutcomes = order.length;
  const nClusters = logits.length / nOutcomes;
  let below = 0;
  for (const x of order) {
    const start = below * nClusters;
    below += p[x];
    const end = below * nClusters;
    // A probability that is lost beside the others' has no place of its own: all clusters alike.
    const width = Math.max(end - start, Number.MIN_VALUE);
    for (let z = 0, at = x; z < nClusters; z++, at += nOutcomes) {
      const within = Math.max(0, Math.min(end, z + 1) - Math.max(start, z));
      out[at] = logits[at] + Math.log(within / width + ELSEWHERE);
    }
  }
  return out;
}
