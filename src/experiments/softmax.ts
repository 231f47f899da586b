/**
 * The distribution of some logits.
 *
 *     p[k] = exp(logits[k]) / sum over j of exp(logits[j])
 *
 * @param logits shape (K); −Infinity is probability 0, if not all are
 * @returns shape (K), fresh
 *
 * @example
 * softmax(Float64Array.of(0, 0)) // [0.5, 0.5]
 */
export function softmax(logits: Float64Array): Float64Array {
  // The largest becomes 0, so that no exponential overflows.
  const top = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - top));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
