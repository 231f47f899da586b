import type { Highs } from '../../../src/mechanisms/kernels/transportProgram.js';

/** What an assumption says of single cells J[a, b] of a coupling, by its definition; the observed outcome is x. */
export type CellRange = (
  p: Float64Array,
  q: Float64Array,
  x: number,
  a: number,
  b: number,
) => readonly [least: number, most: number];

const free = [0, Infinity] as const;
const shut = [0, 0] as const;

/** The odds of b against a did not rise; by cross products, so exact for multiples of 1/16. */
function stays(p: Float64Array, q: Float64Array, a: number, b: number): boolean {
  return p[a] * q[b] <= q[a] * p[b];
}

export const cellRanges: Record<string, CellRange> = {
  none: () => free,
  stability: (p, q, x, a, b) => (a === x && b !== x && stays(p, q, a, b) ? shut : free),
  monotone: (p, q, x, a, b) => {
    if (a !== x) return free;
    if (b === x) return [p[x] * q[x], Infinity];
    if (stays(p, q, a, b)) return shut;
    return p[b] > 0 ? [0, p[x] * q[b]] : free;
  },
  'stability-all': (p, q, _x, a, b) => (a !== b && stays(p, q, a, b) ? shut : free),
};

/**
 * The least mean of a value under row x of any coupling of p and q with cells in the given ranges, by a linear program
 * over the whole coupling.
 *
 * @param p multiples of 1/16 or nearly as plain: the solver's tolerance is absolute
 */
export function leastMean(
  highs: Highs,
  p: Float64Array,
  q: Float64Array,
  x: number,
  value: readonly number[],
  range: CellRange,
): number {
  const n = p.length;
  const cells = Array.from({ length: n * n }, (_, cell) => [Math.floor(cell / n), cell % n] as const);
  const scale = 2 ** 20;
  const mass = Float64Array.of(...p, ...q).map((each) => each * scale);
  const ranges = cells.map(([a, b]) => range(p, q, x, a, b));
  const model = highs.createModel({
    numCols: n * n,
    numRows: 2 * n,
    colCost: Float64Array.from(cells, ([a, b]) => (a === x ? value[b] : 0)),
    colLower: Float64Array.from(ranges, ([least]) => least * scale),
    colUpper: Float64Array.from(ranges, ([, most]) => (most === Infinity ? highs.infinity : most * scale)),
    rowLower: mass,
    rowUpper: mass,
    matrix: {
      format: 'csc',
      numRows: 2 * n,
      numCols: n * n,
      starts: Int32Array.from({ length: n * n + 1 }, (_, cell) => 2 * cell),
      indices: Int32Array.from(cells.flatMap(([a, b]) => [a, n + b])),
      values: new Float64Array(2 * n * n).fill(1),
    },
  });
  try {
    model.options.set({ output_flag: false, solver: 'simplex' });
    const { modelStatus } = model.run();
    if (modelStatus !== highs.constants.modelStatus.optimal) throw new Error(`no optimum: status ${modelStatus}`);
    return model.getObjectiveValue() / scale / p[x];
  } finally {
    model.dispose();
  }
}
