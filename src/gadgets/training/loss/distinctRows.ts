/** Distributions without repeats. */
export interface DistinctRows {
  /** In order of their first place. */
  readonly rows: readonly Float64Array[];
  /** By place: which of `rows` it is. */
  readonly rowOf: Int32Array;
}

/**
 * The different ones of distributions, equal number by number: pairs of a log share rows of its model, and each is put
 * through a network once.
 *
 * Cost O(distributions · K).
 *
 * @example
 * distinctRows([Float64Array.of(0, 1), Float64Array.of(1, 0), Float64Array.of(0, 1)]).rowOf // [0, 1, 0]
 */
export function distinctRows(distributions: readonly Float64Array[]): DistinctRows {
  const rows: Float64Array[] = [];
  const byHash = new Map<number, number[]>();
  const rowOf = Int32Array.from(distributions, (p) => {
    const hash = hashOf(p);
    const candidates = byHash.get(hash) ?? [];
    const known = candidates.find((row) => rows[row].every((value, k) => value === p[k]));
    if (known !== undefined) return known;
    byHash.set(hash, [...candidates, rows.length]);
    return rows.push(p) - 1;
  });
  return { rows, rowOf };
}

/** FNV-1a over the 32-bit halves of the possible outcomes' probabilities and over their places. */
function hashOf(p: Float64Array): number {
  const words = new Uint32Array(p.buffer, p.byteOffset, 2 * p.length);
  let hash = 0x811c9dc5;
  for (let k = 0; k < p.length; k++) {
    if (p[k] === 0) continue;
    for (const word of [k, words[2 * k], words[2 * k + 1]]) hash = Math.imul(hash ^ word, 0x01000193);
  }
  return hash;
}
