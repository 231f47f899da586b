import type { ChainSystem } from '../chainSystem.js';
import type { Components } from '../components.js';
import { type Elimination, bandIndex, eliminate } from './eliminate.js';
import type { NarrowOrder } from './narrowOrder.js';
import type { SparseRows } from '../sparseRows.js';

/** Components up to this size are eliminated however they are linked: 4 MB and less than a tenth of a second. */
export const DENSE = 500;
/** Larger ones if their band holds up to so many numbers (160 MB) … */
const BAND_ENTRIES = 2e7;
/** … and costs up to so many multiplications, about a second. */
const BAND_COST = 1e9;

/**
 * Whether to eliminate the states of a component in that order is cheap: it is small, or as narrow as a corridor or a
 * grid.
 */
export function canEliminate({ order: { length }, reach }: NarrowOrder): boolean {
  if (length <= DENSE) return true;
  return 8 * reach <= length && length * (2 * reach + 1) <= BAND_ENTRIES && length * reach * reach <= BAND_COST;
}

/**
 * Eliminates the states of a component from the equations of values.
 *
 * @param position shape (S): places of the component's states in the order
 */
export function eliminateComponent(
  system: ChainSystem,
  components: Components,
  { order, reach }: NarrowOrder,
  position: Uint32Array,
): Elimination {
  const { discount, rows } = system;
  const { first, end, column, probability } = rows;
  const { component } = components;
  const matrix = new Float64Array(order.length * (2 * reach + 1));
  for (let at = 0; at < order.length; at++) {
    const s = order[at];
    for (let k = first[s]; k < end[s]; k++)
      if (component[column[k]] === component[s] && probability[k] > 0)
        matrix[bandIndex(at, position[column[k]], reach)] += discount * probability[k];
  }
  const exit = Float64Array.from(order, (s) => exitMass(rows, components, discount, s));
  return eliminate(matrix, exit, reach);
}

/** What leaves the component of a state from it in a step, 1 − discount included; summed from the entries that do. */
export function exitMass(
  { first, end, column, probability, leak }: SparseRows,
  { component }: Components,
  discount: number,
  s: number,
): number {
  let outside = leak ? leak[s] : 0;
  for (let k = first[s]; k < end[s]; k++) if (component[column[k]] !== component[s]) outside += probability[k];
  return 1 - discount + discount * outside;
}
