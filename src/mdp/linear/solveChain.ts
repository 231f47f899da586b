import { type ChainSystem, chainSystem } from './chainSystem.js';
import { type Components, statesOf } from './components.js';
import { solveForward, solveTransposed } from './eliminate/eliminate.js';
import { canEliminate, eliminateComponent, exitMass } from './eliminate/eliminateComponent.js';
import { exactResidual } from './exactResidual.js';
import { iterate } from './iterate.js';
import { narrowOrder } from './eliminate/narrowOrder.js';
import { type SparseRows, transposedRows } from './sparseRows.js';

/** A correction is a billionth of the solution: a few digits of it are all that can be told. */
const CORRECTION_TOLERANCE = 1e-4;

export interface SolveChainOptions {
  /** Solve x = b + discount · Pᵀ x, for visits, in place of x = b + discount · P x, for values; default false. */
  readonly transposed?: boolean;
  /**
   * Shape (nComponents), 1 for a component whose x is to be 0 without being solved for, such as a class that is never
   * left.
   */
  readonly skip?: Uint8Array;
  /** First guess, shape (S), for components too large for elimination; default 0. */
  readonly start?: Float64Array | undefined;
}

/**
 * Solves x = b + discount · P x, or its transpose, component by component: from the ends back for values, from the
 * starts on for visits. A corridor is thereby a substitution.
 *
 * @param b shape (S)
 * @returns shape (S); not finite where rounding leaves no answer, which the caller checks
 *
 * Cost O(S + nnz), and by component that of `eliminate` where `canEliminate` finds it cheap, else the rounds of
 * `iterate`.
 */
export function solveChain(
  rows: SparseRows,
  components: Components,
  discount: number,
  b: Float64Array,
  { transposed = false, skip, start }: SolveChainOptions = {},
): Float64Array {
  const forward = chainSystem(rows, discount);
  // The equations to solve; what leaves a state is the same in both.
  const system = transposed ? { ...forward, rows: transposedRows(rows), transposed: true } : forward;
  const x = new Float64Array(rows.nStates);
  const position = new Uint32Array(rows.nStates);
  const residual = new Float64Array(rows.nStates);
  for (let step = 0; step < components.nComponents; step++) {
    const c = transposed ? components.nComponents - 1 - step : step;
    if (skip?.[c] === 1) continue;
    const states = statesOf(components, c);
    if (states.length === 1) {
      const [s] = states;
      x[s] = system.leaving[s] > 0 ? inflow(system, components, s, b, x) / system.leaving[s] : 0;
      continue;
    }
    const narrow = narrowOrder(rows, components, c, position);
    if (canEliminate(narrow)) {
      const elimination = eliminateComponent(forward, components, narrow, position);
      const solution = Float64Array.from(narrow.order, (s) => inflow(system, components, s, b, x));
      if (transposed) solveTransposed(elimination, solution);
      else solveForward(elimination, solution);
      for (let at = 0; at < solution.length; at++) x[narrow.order[at]] = solution[at];
      if (transposed) continue;
      exactResidual(system, b, x, states, residual);
      const correction = Float64Array.from(narrow.order, (s) => residual[s]);
      solveForward(elimination, correction);
      for (let at = 0; at < correction.length; at++) x[narrow.order[at]] += correction[at];
      continue;
    }
    if (start) for (const s of states) x[s] = start[s];
    if (transposed) {
      const afterSweeps = (): void => {
        balance(rows, system, components, c, b, x);
      };
      iterate(system, b, x, states, { afterSweeps });
    } else {
      iterate(system, b, x, states);
      exactResidual(system, b, x, states, residual);
      const correction = new Float64Array(rows.nStates);
      iterate(system, residual, correction, states, { asked: CORRECTION_TOLERANCE });
      for (const s of states) x[s] += correction[s];
    }
  }
  return x;
}

/** b of a state and what comes to it from the components that are solved already. */
function inflow(
  { rows: { first, end, column, probability }, discount }: ChainSystem,
  { component }: Components,
  s: number,
  b: Float64Array,
  x: Float64Array,
): number {
  let sum = 0;
  for (let k = first[s]; k < end[s]; k++)
    if (component[column[k]] !== component[s]) sum += probability[k] * x[column[k]];
  return b[s] + discount * sum;
}

/**
 * Scales the visits of a component so that as much leaves it as comes in. That is the one direction in which a small
 * residual is a large error where a component is seldom left; it is known exactly.
 */
function balance(
  rows: SparseRows,
  system: ChainSystem,
  components: Components,
  c: number,
  b: Float64Array,
  x: Float64Array,
): void {
  let [comesIn, leaves] = [0, 0];
  for (const s of statesOf(components, c)) {
    comesIn += inflow(system, components, s, b, x);
    leaves += x[s] * exitMass(rows, components, system.discount, s);
  }
  if (leaves > 0) for (const s of statesOf(components, c)) x[s] *= comesIn / leaves;
}
