/**
 * Ranks of policies by a score, the highest first; equal ones share the best of their ranks.
 *
 * @param scores shape (n); undefined where there is none, which gets no rank
 * @returns shape (n): 1 for the best
 *
 * @example
 * rankBy([0.2, 0.5, undefined, 0.5]) // [3, 1, undefined, 1]
 */
export function rankBy(scores: readonly (number | undefined)[]): (number | undefined)[] {
  return scores.map((score) =>
    score === undefined ? undefined : 1 + scores.filter((other) => other !== undefined && other > score).length,
  );
}
