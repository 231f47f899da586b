/**
 * Holm's adjustment of several p-values: reject those whose adjusted one is at most the level, and the chance of any
 * false rejection is at most that level, however the tests depend on each other.
 *
 *     adjusted p of rank i = max over ranks j ≤ i of min(1, (m − j + 1) p_(j))
 *
 * @param p shape (m), in [0, 1], not checked
 * @returns shape (m), fresh, in the order of `p`
 *
 * Cost O(m log m).
 *
 * Source: Holm, "A simple sequentially rejective multiple test procedure", 1979.
 *
 * @example
 * holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holm(p: readonly number[]): number[] {
  const adjusted = new Array<number>(p.length).fill(0);
  let least = 0;
  [...p.keys()]
    .sort((a, b) => p[a] - p[b])
    .forEach((k, rank) => {
      least = Math.max(least, Math.min(1, (p.length - rank) * p[k]));
      adjusted[k] = least;
    });
  return adjusted;
}
