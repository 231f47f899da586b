import { NumericalError } from '../../../core/errors.js';

/**
 * A transport problem of p and q, written over from call to call: as many entries of the arrays count as there are rows
 * and columns.
 */
export interface TransportProblem {
  /** n and m, at most 65,536. */
  rows: number;
  columns: number;
  /** Positive with sum 1, not checked. */
  readonly p: Float64Array;
  readonly q: Float64Array;
  /** Shape (n × m), row-major. */
  readonly cost: Float64Array;
}

/**
 * Bases of transport problems, one after the other: n + m − 1 cells each, row · 2^bits + column, that join all rows and
 * columns into a tree. The flows on them follow from p and q.
 */
export interface TransportTrees {
  readonly cells: Uint16Array | Uint32Array;
  /** 8 or 16. */
  readonly bits: number;
}

/**
 * Added to every row and, n times, to the last column: then no flow of any basis is 0, and the simplex cannot cycle.
 */
const PERTURBATION = 1e-12;

/** A reduced cost this far below 0, in shares of the range of costs, is worth a pivot; less is rounding. */
const TOLERANCE = 1e-12;

export function createTransportProblem(most: number): TransportProblem {
  const floats = (length: number): Float64Array => new Float64Array(length);
  return { rows: 0, columns: 0, p: floats(most), q: floats(most), cost: floats(most * most) };
}

/** @param length cells of all bases together */
export function createTransportTrees(length: number, most: number): TransportTrees {
  return most <= 256 ? { cells: new Uint16Array(length), bits: 8 } : { cells: new Uint32Array(length), bits: 16 };
}

/** Writes the tree of the north-west corner, to start from, to the cells from `at` on. */
export function northWestTree(
  { cells, bits }: TransportTrees,
  at: number,
  { rows, columns, p, q }: TransportProblem,
): void {
  let [i, j] = [0, 0];
  let supply = p[0] + PERTURBATION;
  let demand = q[0] + (columns === 1 ? rows * PERTURBATION : 0);
  for (let cell = at; cell < at + rows + columns - 1; cell++) {
    const flow = Math.max(0, Math.min(supply, demand));
    cells[cell] = (i << bits) | j;
    supply -= flow;
    demand -= flow;
    if (j === columns - 1 || (i < rows - 1 && supply <= demand)) supply = (i + 1 < rows ? p[++i] : 0) + PERTURBATION;
    else demand = q[++j] + (j === columns - 1 ? rows * PERTURBATION : 0);
  }
}

/** Least expected cost over the couplings of p and q; the tree, from `at` on, is left at the optimum. */
export type LeastCost = (trees: TransportTrees, at: number, problem: TransportProblem) => number;

/**
 * The transportation simplex, for very many small problems of which each is solved again and again with other costs:
 * the last optimum stays feasible and mostly is the next one, or some pivots away. `transportProgram` is the tool for a
 * single problem.
 *
 * What is returned is the dual value sum u p + sum v q for u[i] + v[j] ≤ cost[i, j] (to 1e-12 of the range of costs),
 * which no coupling falls below; at the tree where the search stops it is reached.
 *
 * @param most the most rows and columns together; the workspace serves all calls
 * @param patience pivots allowed for each row and column
 * @throws NumericalError, in use, if these do not reach an optimum
 *
 * Cost: a pivot O(n·m); without any, one pass over the cost.
 *
 * Source: Dantzig (1951); perturbation by Orden (1956).
 */
export function transportSimplex(most: number, patience = 1000): LeastCost {
  const ties = createTies(most);
  const { potential } = ties;
  return ({ cells, bits }, at, problem) => {
    const { rows: n, columns: m, p, q, cost } = problem;
    const { row, column } = ties;
    const mask = (1 << bits) - 1;
    for (let c = 0; c < n + m - 1; c++) {
      row[c] = cells[at + c] >>> bits;
      column[c] = cells[at + c] & mask;
    }
    let tolerance = 0;
    for (let pivots = 0; pivots <= patience * (n + m); pivots++) {
      join(ties, problem);
      let entering = -1;
      let lowest = -tolerance;
      let [least, largest] = [Infinity, -Infinity];
      for (let i = 0, cell = 0; i < n; i++) {
        const own = potential[i];
        for (let j = n; j < n + m; j++, cell++) {
          const value = cost[cell];
          if (value < least) least = value;
          if (value > largest) largest = value;
          const reduced = value - own - potential[j];
          if (reduced < lowest) {
            lowest = reduced;
            entering = cell;
          }
        }
      }
      if (pivots === 0) tolerance = TOLERANCE * (largest - least);
      if (lowest >= -tolerance) entering = -1;
      if (entering < 0) {
        if (pivots > 0) for (let c = 0; c < n + m - 1; c++) cells[at + c] = (row[c] << bits) | column[c];
        let value = 0;
        for (let i = 0; i < n; i++) value += potential[i] * p[i];
        for (let j = 0; j < m; j++) value += potential[n + j] * q[j];
        return value;
      }
      if (pivots === 0) findFlows(ties, problem);
      pivot(ties, n, Math.floor(entering / m), entering % m);
    }
    throw new NumericalError(
      `transportSimplex: the search over ${n} × ${m} cells must end, got no end in ${patience * (n + m)} pivots - check the rewards for extreme values`,
    );
  };
}

/** A tree as seen from row 0: rows are nodes 0 to n − 1, columns n to n + m − 1. */
interface Ties {
  /** Shape (n + m − 1): of each cell of the tree. */
  readonly row: Int32Array;
  readonly column: Int32Array;
  readonly flow: Float64Array;
  /** By the node, u and then v. */
  readonly potential: Float64Array;
  /** First of a node's half edges; half edges 2c and 2c + 1 are those of cell c at its row and its column. */
  readonly head: Int32Array;
  readonly following: Int32Array;
  readonly parent: Int32Array;
  /** The cell towards the parent. */
  readonly cell: Int32Array;
  readonly depth: Int32Array;
  /** Nodes, each after its parent. */
  readonly queue: Int32Array;
  /** Of each node, what its part of the tree needs from the parent, or gives to it. */
  readonly need: Float64Array;
}

function createTies(most: number): Ties {
  const ints = (): Int32Array => new Int32Array(most);
  return {
    row: ints(),
    column: ints(),
    flow: new Float64Array(most),
    potential: new Float64Array(most),
    head: ints(),
    following: new Int32Array(2 * most),
    parent: ints(),
    cell: ints(),
    depth: ints(),
    queue: ints(),
    need: new Float64Array(most),
  };
}

/** Ties of the tree, and potentials with u[i] + v[j] = cost[i, j] on its cells. */
function join(
  { row, column, head, following, parent, cell, depth, queue, potential }: Ties,
  { rows: n, columns: m, cost }: TransportProblem,
): void {
  for (let node = 0; node < n + m; node++) head[node] = -1;
  for (let c = 0; c < n + m - 1; c++) {
    following[2 * c] = head[row[c]];
    head[row[c]] = 2 * c;
    following[2 * c + 1] = head[n + column[c]];
    head[n + column[c]] = 2 * c + 1;
  }
  parent[0] = -1;
  cell[0] = -1;
  depth[0] = 0;
  potential[0] = 0;
  queue[0] = 0;
  let known = 1;
  for (let at = 0; at < known; at++) {
    const node = queue[at];
    const own = potential[node];
    for (let half = head[node]; half >= 0; half = following[half]) {
      const c = half >> 1;
      if (c === cell[node]) continue;
      const other = node < n ? n + column[c] : row[c];
      parent[other] = node;
      cell[other] = c;
      depth[other] = depth[node] + 1;
      potential[other] = cost[row[c] * m + column[c]] - own;
      queue[known++] = other;
    }
  }
}

/** The flow of a cell is what lies beyond it: what the rows there have, less what the columns there want. */
function findFlows({ flow, parent, cell, queue, need }: Ties, { rows: n, columns: m, p, q }: TransportProblem): void {
  for (let i = 0; i < n; i++) need[i] = p[i] + PERTURBATION;
  for (let j = 0; j < m; j++) need[n + j] = -q[j] - (j === m - 1 ? n * PERTURBATION : 0);
  for (let at = n + m - 1; at > 0; at--) {
    const node = queue[at];
    flow[cell[node]] = Math.max(0, node < n ? need[node] : -need[node]);
    need[parent[node]] += need[node];
  }
}

/**
 * Takes cell (i, j) into the tree and sends as much round the cycle as its flows allow; the cell that runs dry leaves.
 *
 * Along the cycle flows fall and rise in turn: next to the new cell they fall, from the row's end and from the column's.
 */
function pivot(ties: Ties, n: number, i: number, j: number): void {
  const { row, column, flow, parent, cell, depth } = ties;
  let leaving = -1;
  let [a, b] = [i, n + j];
  let [fallsA, fallsB] = [true, true];
  while (a !== b) {
    const upA = depth[a] >= depth[b];
    const c = upA ? cell[a] : cell[b];
    if ((upA ? fallsA : fallsB) && (leaving < 0 || flow[c] < flow[leaving])) leaving = c;
    if (upA) {
      fallsA = !fallsA;
      a = parent[a];
    } else {
      fallsB = !fallsB;
      b = parent[b];
    }
  }
  const amount = flow[leaving];
  [a, b] = [i, n + j];
  [fallsA, fallsB] = [true, true];
  while (a !== b) {
    if (depth[a] >= depth[b]) {
      flow[cell[a]] += fallsA ? -amount : amount;
      fallsA = !fallsA;
      a = parent[a];
    } else {
      flow[cell[b]] += fallsB ? -amount : amount;
      fallsB = !fallsB;
      b = parent[b];
    }
  }
  row[leaving] = i;
  column[leaving] = j;
  flow[leaving] = amount;
}
