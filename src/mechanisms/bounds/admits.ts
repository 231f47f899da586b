import type { RowBounds } from './rowBounds.js';

/**
 * Whether a row is among those that an assumption admits: within the box and, if there are any, under the caps, each up
 * to a tolerance. That it sums to 1 is not checked.
 *
 * @param row shape (K)
 *
 * Cost O(K + C).
 *
 * @example
 * const bounds = noAssumption(Float64Array.of(0.5, 0.5), Float64Array.of(0.75, 0.25), 0);
 * [admits(bounds, [0.75, 0.25]), admits(bounds, [0.25, 0.75])] // [true, false]
 */
export function admits({ lower, upper, caps }: RowBounds, row: ArrayLike<number>, tolerance = 1e-12): boolean {
  for (let y = 0; y < upper.length; y++)
    if (!(row[y] >= lower[y] - tolerance && row[y] <= upper[y] + tolerance)) return false;
  if (!caps) return true;
  const { classOf, free, cap } = caps;
  const nClasses = cap.length - 1;
  // Of a class itself the worst set is of those that have more than what is free.
  const [held, beyond] = [new Float64Array(nClasses), new Float64Array(nClasses)];
  for (let y = 0; y < upper.length; y++) {
    if (classOf[y] < 0) continue;
    held[classOf[y]] += row[y];
    beyond[classOf[y]] += Math.max(0, row[y] - free[y]);
  }
  let below = 0;
  for (let c = 0; c < nClasses; c++) {
    if (below + beyond[c] > cap[c] + tolerance) return false;
    below += held[c];
  }
  return below <= cap[nClasses] + tolerance;
}
