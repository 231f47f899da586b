/**
 * Sums of many terms, block by block and then over the blocks, so that rounding grows with √n and not with n: within a
 * few units of the last digit of exact sums, and so the same as other orders of summation give, to some 1e-15.
 *
 * @param n number of terms, or of things that terms come from
 * @param size number of sums
 * @param add adds the terms of things `begin` to `end` − 1 to `sums`, shape (size)
 * @returns shape (size), fresh
 *
 * Cost √n calls and √n · size beside the terms.
 *
 * Source: Higham, "The accuracy of floating point summation", SIAM J. Sci. Comput. 1993.
 */
export function sumsByBlocks(
  n: number,
  size: number,
  add: (sums: Float64Array, begin: number, end: number) => void,
): Float64Array {
  const total = new Float64Array(size);
  const block = new Float64Array(size);
  const length = Math.max(1, Math.ceil(Math.sqrt(n)));
  for (let begin = 0; begin < n; begin += length) {
    block.fill(0);
    add(block, begin, Math.min(n, begin + length));
    for (let k = 0; k < size; k++) total[k] += block[k];
  }
  return total;
}

/**
 * Sum of `times[i] · values[i]` by blocks. Values that are taken no times are not looked at: they may be no numbers.
 *
 * @param times shape (n), ≥ 0
 * @param values shape (n)
 */
export function weightedSum(times: ArrayLike<number>, values: ArrayLike<number>): number {
  const { length } = times;
  const run = Math.max(1, Math.ceil(Math.sqrt(length)));
  let total = 0;
  for (let begin = 0; begin < length; begin += run) {
    const end = Math.min(length, begin + run);
    let sum = 0;
    for (let i = begin; i < end; i++) if (times[i] > 0) sum += times[i] * values[i];
    total += sum;
  }
  return total;
}
