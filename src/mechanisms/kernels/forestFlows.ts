/** Cells (row, column) of a transport table that form a forest: no cycle of rows and columns. */
export interface CellForest {
  readonly nRows: number;
  readonly nColumns: number;
  /** Row of each cell. */
  readonly row: Int32Array;
  /** Column of each cell. */
  readonly column: Int32Array;
}

/**
 * The coupling that a forest of cells allows: a row or column with a single cell left decides that cell.
 *
 * A linear program solver gives its flows to some 1e-7 and may let a few be slightly negative; which cells it uses is
 * what it really knows. Each cell here takes the smaller of what its row and its column have left, so no flow is
 * negative; what a slightly infeasible forest cannot place is placed by the north-west corner.
 *
 * @param p shape (nRows), positive supplies, not checked
 * @param q shape (nColumns), positive demands of the same sum, not checked
 * @returns shape (nRows × nColumns), row-major, fresh; every row sums to p, every column to q up to rounding of the
 *   sums
 *
 * Cost O(nRows · nColumns) for the zeros, O(nRows + nColumns) for the rest. Cells that close a cycle stay empty.
 */
export function forestFlows(p: Float64Array, q: Float64Array, forest: CellForest): Float64Array {
  const { nRows, nColumns, row, column } = forest;
  const flows = new Float64Array(nRows * nColumns);
  const left = new Float64Array(nRows + nColumns);
  left.set(p);
  left.set(q, nRows);
  // For each row and column: how many undecided cells it has, and the exclusive or of their numbers. For a leaf that is
  // the cell.
  const degree = new Int32Array(nRows + nColumns);
  const cells = new Int32Array(nRows + nColumns);
  for (let cell = 0; cell < row.length; cell++) {
    for (const node of [row[cell], nRows + column[cell]]) {
      degree[node] += 1;
      cells[node] ^= cell;
    }
  }
  const leaves: number[] = [];
  for (let node = 0; node < degree.length; node++) if (degree[node] === 1) leaves.push(node);
  for (let leaf = leaves.pop(); leaf !== undefined; leaf = leaves.pop()) {
    if (degree[leaf] !== 1) continue;
    const cell = cells[leaf];
    const from = row[cell];
    const to = nRows + column[cell];
    place(flows, left, nRows, nColumns, from, to);
    for (const node of [from, to]) {
      degree[node] -= 1;
      cells[node] ^= cell;
      if (degree[node] === 1) leaves.push(node);
    }
  }
  completeFlows(flows, left, nRows, nColumns);
  return flows;
}

function place(
  flows: Float64Array,
  left: Float64Array,
  nRows: number,
  nColumns: number,
  from: number,
  to: number,
): void {
  const mass = Math.min(left[from], left[to]);
  flows[from * nColumns + to - nRows] += mass;
  left[from] -= mass;
  left[to] -= mass;
}

function completeFlows(flows: Float64Array, left: Float64Array, nRows: number, nColumns: number): void {
  let to = nRows;
  for (let from = 0; from < nRows; from++) {
    for (; left[from] > 0 && to < nRows + nColumns; to += left[to] === 0 ? 1 : 0)
      place(flows, left, nRows, nColumns, from, to);
    // Only a difference of the two sums is left now; rows are kept whole.
    if (left[from] > 0) flows[(from + 1) * nColumns - 1] += left[from];
  }
}
