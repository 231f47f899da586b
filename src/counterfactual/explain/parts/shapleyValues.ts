import { ArgumentError } from '../../../core/errors.js';

/**
 * Shapley values: how much each of m players has a share in what all of them together come to, over what none does.
 *
 *     φ_i = sum over sets M without i of |M|! (m − |M| − 1)! / m! · (v(M ∪ i) − v(M)),   sum of φ = v(all) − v(none)
 *
 * The mean, over the orders in which they could join, of what each adds.
 *
 * @param values v(M), shape (2^m): bit i of a set's number tells whether player i is in it
 * @returns φ, shape (m)
 * @throws ArgumentError for a number of values that is no power of 2
 *
 * Cost O(m · 2^m).
 *
 * Source: Shapley, "A value for n-person games", 1953.
 *
 * @example
 * // The first adds 1 by itself, the second nothing, and both together 2 more.
 * shapleyValues([0, 1, 0, 3]) // [2, 1]
 */
export function shapleyValues(values: ArrayLike<number>): Float64Array {
  const m = Math.log2(values.length);
  if (!Number.isInteger(m))
    throw new ArgumentError(`shapleyValues: there must be a value for each set, 2^m of them, got ${values.length}`);
  // 1 / (m · C(m − 1, size)), by its size, of a set without the player.
  const weight = new Float64Array(m);
  let choices = 1;
  for (let size = 0; size < m; size++) {
    weight[size] = 1 / (m * choices);
    choices = (choices * (m - 1 - size)) / (size + 1);
  }
  const shares = new Float64Array(m);
  for (let i = 0; i < m; i++)
    for (let set = 0; set < values.length; set++)
      if ((set & (1 << i)) === 0) shares[i] += weight[sizeOf(set)] * (values[set | (1 << i)] - values[set]);
  return shares;
}

function sizeOf(set: number): number {
  let size = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) size++;
  return size;
}
