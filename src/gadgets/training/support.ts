/**
 * The states that any of the distributions gives weight to: what a gadget for them is to be made for. Out of hundreds
 * of states there are often a dozen, and training costs accordingly less.
 *
 * @param distributions shape (S) each
 * @returns state ids, increasing
 *
 * @example
 * supportOf([Float64Array.of(0, 1, 0), Float64Array.of(0, 0.5, 0.5)]) // [1, 2]
 */
export function supportOf(distributions: readonly Float64Array[]): Uint32Array {
  const [{ length }] = distributions;
  const ids = Uint32Array.from({ length }, (_, id) => id);
  return ids.filter((id) => distributions.some((p) => p[id] > 0));
}

/**
 * The entries of a vector over all states (a distribution, a score) at the states of a support.
 *
 * @example
 * onSupport(Uint32Array.of(1, 2), Float64Array.of(0, 0.5, 0.5)) // [0.5, 0.5]
 */
export function onSupport(support: Uint32Array, values: Float64Array): Float64Array {
  return Float64Array.from(support, (id) => values[id]);
}
