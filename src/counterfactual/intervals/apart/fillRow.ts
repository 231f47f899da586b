import type { Picks } from './picks.js';
import type { StableCaps } from './stableCaps.js';

/**
 * The least, or the greatest, mean of a value over the rows that sum to 1 and are nowhere above their room: outcomes in
 * order of value, each as much as it has room for.
 *
 * @param picks over outcomes that have room, begun
 * @param value shape (K) or longer
 * @param room shape (K) or longer
 * @param floor what the outcome at `x` has at least
 *
 * Cost O(K) for each outcome that is filled.
 */
export function fillBox(picks: Picks, value: Float64Array, room: Float64Array, floor: number, x: number): number {
  let left = 1 - floor;
  let mean = floor > 0 ? floor * value[x] : 0;
  while (left > 0 && picks.left > 0) {
    const k = picks.next();
    // The last takes what rounding leaves.
    const amount = picks.left === 0 ? left : Math.min(left, k === x ? room[k] - floor : room[k]);
    if (amount <= 0) continue;
    mean += amount * value[k];
    left -= amount;
  }
  return mean;
}

/**
 * The same under caps: an outcome may take the least slack of all caps that hold it.
 *
 * @param slack room for as many as there are caps
 *
 * Cost O(K + C) for each outcome that is filled.
 */
export function fillCapped(
  picks: Picks,
  value: Float64Array,
  { upper, classOf, free, cap, nCaps }: StableCaps,
  slack: Float64Array,
): number {
  for (let c = 0; c < nCaps; c++) slack[c] = cap[c];
  let left = 1;
  let mean = 0;
  while (left > 0 && picks.left > 0) {
    const k = picks.next();
    const own = classOf[k];
    let amount = Math.min(left, upper[k]);
    if (own >= 0) {
      amount = Math.min(amount, slack[own] + free[k]);
      for (let c = own + 1; c < nCaps; c++) amount = Math.min(amount, slack[c]);
      // Rounding may leave a slack just below 0.
      amount = Math.max(0, amount);
      for (let c = own + 1; c < nCaps; c++) slack[c] -= amount;
      slack[own] -= Math.max(0, amount - free[k]);
    }
    if (picks.left === 0) amount = left;
    if (amount === 0) continue;
    mean += amount * value[k];
    left -= amount;
  }
  return mean;
}
