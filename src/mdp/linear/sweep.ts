import type { ChainSystem } from './chainSystem.js';

/**
 * One Gauss–Seidel sweep: each state in turn takes the value that its own equation gives it from the others' present
 * ones.
 *
 * Below discount 1 a sweep of values shrinks the largest error by the discount or more. Sweeps to and fro carry news
 * along a corridor in one pass, whichever way it runs.
 *
 * @param x read for every state, written for `states`, shape (S)
 * @param states which states, in which order
 * @param backwards from the last of `states` to the first
 *
 * Cost O(entries of the rows).
 */
export function sweep(
  { rows, discount, leaving }: ChainSystem,
  b: Float64Array,
  x: Float64Array,
  states: Uint32Array,
  backwards: boolean,
): void {
  const { first, end, column, probability } = rows;
  const n = states.length;
  for (let step = 0; step < n; step++) {
    const i = states[backwards ? n - 1 - step : step];
    if (leaving[i] === 0) continue;
    let sum = 0;
    for (let k = first[i]; k < end[i]; k++) if (column[k] !== i) sum += probability[k] * x[column[k]];
    x[i] = (b[i] + discount * sum) / leaving[i];
  }
}
