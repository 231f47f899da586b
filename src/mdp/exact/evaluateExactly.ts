import { type Components, statesOf } from '../linear/components.js';
import type { SparseRows } from '../linear/sparseRows.js';
import { type Choices, NO_PAIR } from '../optimise/choices.js';
import { eliminateIntegers } from './eliminateIntegers.js';
import type { Fraction, MakeFraction } from './numbers/fractions.js';
import { lcm } from './numbers/ratio.js';
import type { ExactRows } from './readNumbers.js';

/** The rows that are chosen, and what is known of their graph. */
export interface ChosenGraph {
  readonly rows: SparseRows;
  readonly components: Components;
  /** Shape (nComponents), 1 for a component whose value is 0 or that has none. */
  readonly skip: Uint8Array;
}

/**
 * The value of what is chosen, V = r + discount · P V, exactly: component by component, back from the ends.
 *
 * @param chosen shape (S): −1 for ends
 * @returns shape (S); 0 in components that are skipped
 *
 * Cost of a component of n states: see `eliminateIntegers`.
 */
export function evaluateExactly(
  make: MakeFraction,
  { pair }: Choices,
  { numerator, scale, reward }: ExactRows,
  chosen: Int32Array,
  discount: Fraction,
  { rows, components, skip }: ChosenGraph,
): Fraction[] {
  const { first, end, column } = rows;
  const { component } = components;
  const zero = make(0n);
  const value = new Array<Fraction>(rows.nStates).fill(zero);
  const place = new Uint32Array(rows.nStates);
  const rowOf = (s: number): number => pair[chosen[s]];
  const scaleOf = (s: number): bigint => (rowOf(s) === NO_PAIR ? 1n : scale[rowOf(s)]);
  /** What a state earns, and what comes to it from other components. */
  const inflow = (s: number): Fraction => {
    let sum = zero;
    for (let k = first[s]; k < end[s]; k++)
      if (component[column[k]] !== component[s] && value[column[k]].n > 0n)
        sum = sum.add(value[column[k]].mul(numerator[k]));
    const earned = rowOf(s) === NO_PAIR ? zero : reward[rowOf(s)];
    return sum.n === 0n ? earned : earned.add(sum.mul(discount).div(scaleOf(s)));
  };
  for (let c = 0; c < components.nComponents; c++) {
    const states = statesOf(components, c);
    if (skip[c] === 1 || chosen[states[0]] < 0) continue;
    states.forEach((s, i) => (place[s] = i));
    const right = Array.from(states, inflow);
    const shared = right.reduce((sum, { d }) => lcm(sum, d), 1n);
    // Row i of 1 − discount · P, times what makes it whole.
    const matrix = Array.from(states, (s, i) => {
      const row = new Array<bigint>(states.length).fill(0n);
      row[i] = scaleOf(s) * discount.d;
      for (let k = first[s]; k < end[s]; k++)
        if (component[column[k]] === c) row[place[column[k]]] -= discount.n * numerator[k];
      return row;
    });
    const b = right.map((each, i) => each.s * each.n * (shared / each.d) * scaleOf(states[i]) * discount.d);
    const { y, determinant } = eliminateIntegers(matrix, b);
    states.forEach((s, i) => (value[s] = make(y[i], determinant * shared)));
  }
  return value;
}
