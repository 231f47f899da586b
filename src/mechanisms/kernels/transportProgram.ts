import type highsModule from 'highs';
import { NumericalError } from '../../core/errors.js';
import { type CellForest, forestFlows } from './forestFlows.js';

/** The solver in WebAssembly, loaded. */
export type Highs = Awaited<ReturnType<typeof highsModule.default>>;

/** Loads the solver; nothing of it is loaded before. */
export async function loadHighs(): Promise<Highs> {
  // The package declares its types as CommonJS, so the compiler sees one `default` more than there is.
  const { default: load } = await import('highs');
  return (load as unknown as typeof highsModule.default)();
}

/** Masses and costs go to the solver on this scale, so that its absolute tolerance of 1e-7 becomes one of 1e-13. */
const SCALE = 2 ** 20;

/**
 * Ten times that tolerance; the expected cost rises by at most this share of the range of costs for each outcome below
 * it.
 */
const LEAST_MASS = 1e-12;

/**
 * The coupling of least expected cost: argmin over J ≥ 0 with row sums p and column sums q of sum J[i, j] cost[i, j].
 *
 * @param p shape (n), positive, sums to 1, not checked
 * @param q shape (m), positive, sums to 1, not checked
 * @param cost shape (n × m), row-major, finite, not checked
 * @returns shape (n × m), fresh. Which optimum, if there are several, is the solver's choice, the same every time
 * @throws NumericalError if the solver finds no optimum
 *
 * Cost: 1 ms at n = m = 5, 0.5 s at 146. The solver only chooses the basis; the flows follow from p and q
 * (`forestFlows`).
 */
export function transportProgram(highs: Highs, p: Float64Array, q: Float64Array, cost: Float64Array): Float64Array {
  return forestFlows(p, q, optimalCells(highs, p, q, cost));
}

function optimalCells(highs: Highs, p: Float64Array, q: Float64Array, cost: Float64Array): CellForest {
  const [n, m] = [p.length, q.length];
  const starts = new Int32Array(n * m + 1);
  const indices = new Int32Array(2 * n * m);
  for (let cell = 0; cell < n * m; cell++) {
    starts[cell + 1] = 2 * cell + 2;
    indices[2 * cell] = Math.floor(cell / m);
    indices[2 * cell + 1] = n + (cell % m);
  }
  const mass = Float64Array.of(...toScale(p), ...toScale(q));
  const model = highs.createModel({
    numCols: n * m,
    numRows: n + m,
    colCost: costToScale(cost),
    colLower: new Float64Array(n * m),
    colUpper: new Float64Array(n * m).fill(highs.infinity),
    rowLower: mass,
    rowUpper: mass,
    matrix: {
      format: 'csc',
      numRows: n + m,
      numCols: n * m,
      starts,
      indices,
      values: new Float64Array(2 * n * m).fill(1),
    },
  });
  try {
    // Simplex ends in a vertex of the polytope, and the cells of a vertex form a forest.
    model.options.set({ output_flag: false, solver: 'simplex' });
    const { modelStatus } = model.run();
    if (modelStatus !== highs.constants.modelStatus.optimal)
      throw new NumericalError(
        `optimalTransport: the linear program of ${n} × ${m} cells must have an optimum, got solver status ${modelStatus} - check p, q and the cost for extreme values`,
      );
    const cells: number[] = [];
    model.getBasis().colStatus.forEach((status, cell) => {
      if (status === highs.constants.basisStatus.basic) cells.push(cell);
    });
    return {
      nRows: n,
      nColumns: m,
      row: Int32Array.from(cells, (cell) => Math.floor(cell / m)),
      column: Int32Array.from(cells, (cell) => cell % m),
    };
  } finally {
    model.dispose();
  }
}

/**
 * Masses for the solver: of equal sums, far more closely than those of probabilities in general, and none below what
 * its tolerance can see. An outcome that is all but impossible so still gets the cells that are best for it.
 */
function toScale(p: Float64Array): Float64Array {
  const visible = p.map((value) => Math.max(value, LEAST_MASS));
  const total = visible.reduce((sum, value) => sum + value, 0);
  return visible.map((value) => (value / total) * SCALE);
}

/** A constant and a factor change no optimum. */
function costToScale(cost: Float64Array): Float64Array {
  const least = cost.reduce((a, b) => Math.min(a, b), Infinity);
  const range = cost.reduce((a, b) => Math.max(a, b), -Infinity) - least;
  return cost.map((value) => (range > 0 ? ((value - least) / range) * SCALE : 0));
}
