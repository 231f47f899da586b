import { NumericalError } from '../../core/errors.js';

/**
 * A basis of the transport problem of p and q: n + m − 1 cells that join all rows and columns into a tree, with their
 * flows. Arrays of shape (n + m − 1), changed by `leastCost`.
 */
export interface TransportTree {
  readonly row: Uint16Array;
  readonly column: Uint16Array;
  readonly flow: Float64Array;
}

/**
 * Added to every row and, n times, to the last column: then no flow of any basis is 0, and the simplex cannot cycle.
 */
const PERTURBATION = 1e-12;

/** A reduced cost this far below 0, in shares of the range of costs, is worth a pivot; less is rounding. */
const TOLERANCE = 1e-12;

/**
 * The tree of the north-west corner, to start from.
 *
 * @param p shape (n), n < 65,536, positive with sum 1, not checked
 * @param q shape (m), as p
 */
export function northWestTree(p: Float64Array, q: Float64Array): TransportTree {
  const [n, m] = [p.length, q.length];
  const size = n + m - 1;
  const tree = { row: new Uint16Array(size), column: new Uint16Array(size), flow: new Float64Array(size) };
  let [i, j] = [0, 0];
  let supply = p[0] + PERTURBATION;
  let demand = q[0] + (m === 1 ? n * PERTURBATION : 0);
  for (let cell = 0; cell < size; cell++) {
    const flow = Math.max(0, Math.min(supply, demand));
    tree.row[cell] = i;
    tree.column[cell] = j;
    tree.flow[cell] = flow;
    supply -= flow;
    demand -= flow;
    if (j === m - 1 || (i < n - 1 && supply <= demand)) supply = (p[++i] ?? 0) + PERTURBATION;
    else demand = q[++j] + (j === m - 1 ? n * PERTURBATION : 0);
  }
  return tree;
}

/** Least expected cost over the couplings of p and q; the tree is left at the optimum. */
export type LeastCost = (tree: TransportTree, p: Float64Array, q: Float64Array, cost: Float64Array) => number;

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
  const potential = new Float64Array(most);
  const tie = createTies(most);
  return (tree, p, q, cost) => {
    const [n, m] = [p.length, q.length];
    let [least, largest] = [Infinity, -Infinity];
    for (let cell = 0; cell < n * m; cell++) {
      least = Math.min(least, cost[cell]);
      largest = Math.max(largest, cost[cell]);
    }
    const tolerance = TOLERANCE * (largest - least);
    for (let pivots = 0; pivots <= patience * (n + m); pivots++) {
      join(tree, n, m, cost, tie, potential);
      let entering = -1;
      let lowest = -tolerance;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < m; j++) {
          const reduced = cost[i * m + j] - potential[i] - potential[n + j];
          if (reduced < lowest) {
            lowest = reduced;
            entering = i * m + j;
          }
        }
      }
      if (entering < 0) {
        let value = 0;
        for (let i = 0; i < n; i++) value += potential[i] * p[i];
        for (let j = 0; j < m; j++) value += potential[n + j] * q[j];
        return value;
      }
      pivot(tree, n, Math.floor(entering / m), entering % m, tie);
    }
    throw new NumericalError(
      `transportSimplex: the search over ${n} × ${m} cells must end, got no end in ${patience * (n + m)} pivots - check the rewards for extreme values`,
    );
  };
}

/** A tree as seen from row 0: rows are nodes 0 to n − 1, columns n to n + m − 1. */
interface Ties {
  /** First of a node's half edges; half edges 2c and 2c + 1 are those of cell c at its row and its column. */
  readonly head: Int32Array;
  readonly following: Int32Array;
  readonly parent: Int32Array;
  /** The cell towards the parent. */
  readonly cell: Int32Array;
  readonly depth: Int32Array;
  readonly queue: Int32Array;
}

function createTies(most: number): Ties {
  const ints = (): Int32Array => new Int32Array(most);
  return {
    head: ints(),
    following: new Int32Array(2 * most),
    parent: ints(),
    cell: ints(),
    depth: ints(),
    queue: ints(),
  };
}

/** Ties of the tree, and potentials with u[i] + v[j] = cost[i, j] on its cells. */
function join(
  { row, column }: TransportTree,
  n: number,
  m: number,
  cost: Float64Array,
  { head, following, parent, cell, depth, queue }: Ties,
  potential: Float64Array,
): void {
  head.fill(-1, 0, n + m);
  for (let c = 0; c < row.length; c++) {
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
    for (let half = head[node]; half >= 0; half = following[half]) {
      const c = half >> 1;
      if (c === cell[node]) continue;
      const other = node < n ? n + column[c] : row[c];
      parent[other] = node;
      cell[other] = c;
      depth[other] = depth[node] + 1;
      potential[other] = cost[row[c] * m + column[c]] - potential[node];
      queue[known++] = other;
    }
  }
}

/**
 * Takes cell (i, j) into the tree and sends as much round the cycle as its flows allow; the cell that runs dry leaves.
 */
function pivot(
  { row, column, flow }: TransportTree,
  n: number,
  i: number,
  j: number,
  { parent, cell, depth }: Ties,
): void {
  // Along the cycle flows fall and rise in turn: next to the new cell they fall, from the row's end and from the
  // column's.
  let leaving = -1;
  const around = (visit: (c: number, falls: boolean) => void): void => {
    let [a, b] = [i, n + j];
    let [fallsA, fallsB] = [true, true];
    while (a !== b) {
      if (depth[a] >= depth[b]) {
        visit(cell[a], fallsA);
        fallsA = !fallsA;
        a = parent[a];
      } else {
        visit(cell[b], fallsB);
        fallsB = !fallsB;
        b = parent[b];
      }
    }
  };
  around((c, falls) => {
    if (falls && (leaving < 0 || flow[c] < flow[leaving])) leaving = c;
  });
  const amount = flow[leaving];
  around((c, falls) => {
    flow[c] += falls ? -amount : amount;
  });
  row[leaving] = i;
  column[leaving] = j;
  flow[leaving] = amount;
}
