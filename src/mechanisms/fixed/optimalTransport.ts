import { ArgumentError } from '../../core/errors.js';
import { loadHighs, transportProgram } from '../kernels/transportProgram.js';
import type { Mechanism } from '../mechanism.js';

/**
 * The cost of observing outcome x and having y in the other world: a function of their ids, or a matrix over all ids.
 */
export type TransportCost = ((x: number, y: number) => number) | Float64Array;

export interface OptimalTransportOptions {
  /** Finite; a matrix is flat, row-major and square: shape (S × S), S outcomes. */
  readonly cost: TransportCost;
}

/**
 * The coupling with the least expected cost, by linear programming: the bound below every other mechanism's cost.
 *
 *     J = argmin over couplings of p and q of sum over x, y of J[x, y] cost(x, y)
 *
 * Not implicit: it needs p and q together, and where the optimum is not unique the solver picks one. Loads the solver
 * (3.5 MB of WebAssembly) when called. A row costs as much as a coupling, 1 ms at K = 5 and 0.5 s at K = 146;
 * `completeMechanism` keeps the last one.
 *
 * @throws ArgumentError if the matrix is not square, or, in use, if a cost is missing or not finite
 * @throws NumericalError in use, if the solver finds no optimum
 *
 * @example
 * const mechanism = completeMechanism(await optimalTransport({ cost: (x, y) => Math.abs(x - y) }));
 * mechanism.coupling(Float64Array.of(0.5, 0.5), Float64Array.of(1, 0), Uint32Array.of(0, 1)) // [0.5, 0, 0.5, 0]
 */
export async function optimalTransport({ cost }: OptimalTransportOptions): Promise<Mechanism> {
  const costOf = typeof cost === 'function' ? cost : lookUp(cost);
  const highs = await loadHighs();
  return {
    name: 'optimal-transport',
    implicit: false,
    coupling(p, q, outcomes) {
      const rows = supportOf(p);
      const columns = supportOf(q);
      const costs = new Float64Array(rows.length * columns.length);
      rows.forEach((x, i) => {
        columns.forEach((y, j) => {
          costs[i * columns.length + j] = finiteCost(costOf, outcomes[x], outcomes[y]);
        });
      });
      const masses = (at: Uint32Array, of: Float64Array): Float64Array => Float64Array.from(at, (k) => of[k]);
      const flows = transportProgram(highs, masses(rows, p), masses(columns, q), costs);
      const coupling = new Float64Array(p.length * q.length);
      rows.forEach((x, i) => {
        columns.forEach((y, j) => (coupling[x * q.length + y] = flows[i * columns.length + j]!));
      });
      return coupling;
    },
  };
}

function supportOf(p: Float64Array): Uint32Array {
  return Uint32Array.from(p.keys()).filter((k) => p[k] > 0);
}

function lookUp(matrix: Float64Array): (x: number, y: number) => number {
  const nOutcomes = Math.sqrt(matrix.length);
  if (!Number.isInteger(nOutcomes))
    throw new ArgumentError(
      `optimalTransport: cost must be a square matrix, got ${matrix.length} entries - give S × S for S outcomes, row after row`,
    );
  return (x, y) => (x < nOutcomes && y < nOutcomes ? matrix[x * nOutcomes + y] : NaN);
}

function finiteCost(costOf: (x: number, y: number) => number, x: number, y: number): number {
  const value = costOf(x, y);
  if (!Number.isFinite(value))
    throw new ArgumentError(
      `optimalTransport: cost must be a finite number for every pair of outcomes, got ${value} for outcomes ${x} and ${y}`,
    );
  return value;
}
