import { normalQuantile } from '../../core/statistics/normalQuantile.js';

/**
 * Where a share lies that was k of n, by Wilson's interval at 95 %: unlike share ± errors it has a width where k is 0
 * or n.
 *
 * @param share k / n
 * @param n at least 1
 *
 * @example
 * coverageRange(1, 20) // { lower: 0.838..., upper: 1 }
 */
export function coverageRange(share: number, n: number): { readonly lower: number; readonly upper: number } {
  const z = normalQuantile(0.975);
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  // Of 0 and of all the interval begins there, but for rounding.
  return { lower: Math.max(0, Math.min(share, middle - half)), upper: Math.min(1, Math.max(share, middle + half)) };
}
