import type { Share } from './share.js';

/**
 * Parts n places into stretches of about the same length.
 *
 * @param parts at most so many, at least 1
 *
 * @example
 * evenShares(5, 2) // [{ from: 0, to: 3 }, { from: 3, to: 5 }]
 */
export function evenShares(n: number, parts: number): readonly Share[] {
  const length = Math.max(1, Math.ceil(n / parts));
  return Array.from({ length: Math.ceil(n / length) }, (_, i) => ({
    from: i * length,
    to: Math.min(n, (i + 1) * length),
  }));
}
