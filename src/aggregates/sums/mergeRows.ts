/** The rows of two sorted tables by their keys. */
export interface MergedRows {
  /** One column a key, each shape (rows). */
  readonly keys: readonly number[][];
  /** Shape (rows): which row of the one table has the key; −1 for none. */
  readonly inA: Int32Array;
  readonly inB: Int32Array;
}

/**
 * Merges the keys of two tables that are sorted by them and hold each once.
 *
 * @param a one column a key, the first counting most
 *
 * @example
 * mergeRows([[0, 2]], [[2, 3]]).inA // [0, 1, -1]
 */
export function mergeRows(a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]): MergedRows {
  const keys = a.map((): number[] => []);
  const inA: number[] = [];
  const inB: number[] = [];
  for (let i = 0, j = 0; i < a[0].length || j < b[0].length;) {
    const order = i === a[0].length ? 1 : j === b[0].length ? -1 : compared(a, i, b, j);
    const [table, row] = order <= 0 ? [a, i] : [b, j];
    keys.forEach((column, k) => column.push(table[k][row]));
    inA.push(order <= 0 ? i++ : -1);
    inB.push(order >= 0 ? j++ : -1);
  }
  return { keys, inA: Int32Array.from(inA), inB: Int32Array.from(inB) };
}

function compared(a: readonly ArrayLike<number>[], i: number, b: readonly ArrayLike<number>[], j: number): number {
  for (let k = 0; k < a.length; k++) if (a[k][i] !== b[k][j]) return a[k][i] - b[k][j];
  return 0;
}
