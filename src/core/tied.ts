/** Numbers that differ by less than this share of the largest are the same but for rounding. */
const TIE = 1e-12;

/**
 * Numbers of which those that differ by rounding alone are made equal, for orders and ranks: what is equal in exact
 * arithmetic must not be put in an order by the last bit of a sum.
 *
 * From the least upwards, each number within 1e-12 of the largest absolute value above the first of a class belongs to
 * it, and becomes that first one.
 *
 * @param values finite, not checked
 * @returns shape (n), fresh, in the order of `values`
 *
 * Cost O(n log n).
 *
 * @example
 * tied([0.3, 0.1 + 0.2, 1]) // [0.3, 0.3, 1]
 */
export function tied(values: ArrayLike<number>): Float64Array {
  const result = Float64Array.from(values);
  const order = Uint32Array.from(result.keys()).sort((a, b) => result[a] - result[b]);
  const slack = TIE * result.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let first = -Infinity;
  for (const k of order) {
    if (result[k] - first <= slack) result[k] = first;
    else first = result[k];
  }
  return result;
}
