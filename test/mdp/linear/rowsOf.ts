import type { SparseRows } from '../../../src/mdp/linear/sparseRows.js';

/** Rows from pairs [column, probability]. */
export function rowsOf(
  rows: readonly (readonly (readonly [number, number])[])[],
  leak?: readonly number[],
): SparseRows {
  const first = new Uint32Array(rows.length);
  const end = new Uint32Array(rows.length);
  let size = 0;
  rows.forEach((row, s) => {
    first[s] = size;
    end[s] = size += row.length;
  });
  return {
    nStates: rows.length,
    first,
    end,
    column: Uint32Array.from(rows.flatMap((row) => row.map(([column]) => column))),
    probability: Float64Array.from(rows.flatMap((row) => row.map(([, probability]) => probability))),
    ...(leak && { leak: Float64Array.from(leak) }),
  };
}
