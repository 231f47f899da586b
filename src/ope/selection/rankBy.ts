import { tied } from '../../core/tied.js';

/**
 * Ranks of policies by a score, the highest first; equal ones, to rounding, share the best of their ranks.
 *
 * @param scores shape (n); undefined where there is none, which gets no rank
 * @returns shape (n): 1 for the best
 *
 * @example
 * rankBy([0.2, 0.5, undefined, 0.5]) // [3, 1, undefined, 1]
 */
export function rankBy(scores: readonly (number | undefined)[]): (number | undefined)[] {
  const ranked = tied(scores.filter((score) => score !== undefined));
  let k = 0;
  return scores.map((score) => {
    if (score === undefined) return undefined;
    const mine = ranked[k++];
    return 1 + ranked.filter((other) => other > mine).length;
  });
}
