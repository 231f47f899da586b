import { NumericalError } from '../../core/errors.js';
import type { ChainSystem } from './chainSystem.js';

/** Largest residual of an answer, relative to the largest right-hand side and the largest solution. */
const PROOF = 1e-9;

/**
 * The proof of a solution: how far x is from b + discount · M x, with the present x and nothing of how it was found.
 *
 * @param skipped whether a state's equation does not count
 * @throws NumericalError if the largest residual is above 1e-9 of max |b| + max |x|, or not a number
 *
 * Cost O(S + nnz).
 */
export function checkSolution(
  where: string,
  { rows, discount, leaving }: ChainSystem,
  b: Float64Array,
  x: Float64Array,
  skipped: (state: number) => boolean,
): void {
  const { first, end, column, probability } = rows;
  let [residual, scale, size] = [0, 0, 0];
  for (let s = 0; s < rows.nStates; s++) {
    if (skipped(s)) continue;
    let sum = 0;
    for (let k = first[s]; k < end[s]; k++) if (column[k] !== s) sum += probability[k] * x[column[k]];
    const off = Math.abs(b[s] + discount * sum - leaving[s] * x[s]);
    // Written so that NaN is not lost.
    if (!(off <= residual)) residual = off;
    scale = Math.max(scale, Math.abs(b[s]));
    size = Math.max(size, Math.abs(x[s]));
  }
  const limit = PROOF * (scale + size);
  if (!(residual <= limit && limit < Infinity))
    throw new NumericalError(
      `${where}: the residual must be at most ${limit}, got ${residual} - the model's numbers are too far apart for this discount; use a smaller discount or a horizon`,
    );
}
