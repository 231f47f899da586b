import { ArgumentError } from '../../core/errors.js';
import { statesOf } from '../linear/components.js';
import type { ChosenGraph } from './evaluateExactly.js';
import { type WholeSteps, bitsOfStep } from './exactHorizon.js';
import type { ExactProblem } from './iterateExactly.js';
import type { Fraction } from './numbers/fractions.js';
import { bitLength } from './numbers/ratio.js';
import type { ExactRows } from './readNumbers.js';

/** Largest component that is eliminated exactly: the numbers in it grow with every state. */
const LARGEST = 60;

/** What exact arithmetic will cost, said before it starts. */
export interface ExactCost {
  /**
   * Sets of states that lead to each other, each solved by itself, ends and what earns nothing apart; 0 for a horizon.
   */
  readonly components: number;
  /** States of the largest. */
  readonly largest: number;
  /** Estimate for one evaluation of a policy, or for all steps of a horizon; within a factor of a few. */
  readonly seconds: number;
}

export interface ExactCostOptions {
  /** Told the cost before the arithmetic starts. */
  readonly onCost?: ((cost: ExactCost) => void) | undefined;
}

/**
 * Looks at every evaluation before it is made, and tells the cost of the first.
 *
 * @returns throws ArgumentError if a component has more than 60 states
 */
export function evaluationGuard(
  where: string,
  { scale }: ExactRows,
  discount: Fraction,
  onCost: ExactCostOptions['onCost'],
): ExactProblem['beforeEvaluation'] {
  let told = false;
  return (graph, rowOf) => {
    const cost = evaluationCost(graph, (s) => bitLength((scale[rowOf(s)] ?? 1n) * discount.d));
    if (cost.largest > LARGEST)
      throw new ArgumentError(
        `${where}: a set of states that lead to each other may have at most ${LARGEST} for exact arithmetic, got ${cost.largest} - give a horizon, or do without exact fractions`,
      );
    if (!told) onCost?.(cost);
    told = true;
  };
}

/** @param bits binary digits of the denominator of a state's row */
function evaluationCost({ rows, components, skip }: ChosenGraph, bits: (state: number) => number): ExactCost {
  const { first, end, column } = rows;
  const { component, nComponents } = components;
  // Binary digits of the values of each component: its own, and those of what it leads to.
  const digits = new Float64Array(nComponents);
  let [count, largest, seconds, all] = [0, 0, 0, 0];
  for (let c = 0; c < nComponents; c++) {
    const states = statesOf(components, c);
    if (skip[c] === 1 || first[states[0]] === end[states[0]]) continue;
    const later = new Set<number>();
    let [own, entries] = [0, 0];
    for (const s of states) {
      own += bits(s);
      entries += end[s] - first[s];
      for (let k = first[s]; k < end[s]; k++) if (component[column[k]] !== c) later.add(component[column[k]]);
    }
    const inflow = Math.min(
      all,
      [...later].reduce((sum, d) => sum + digits[d], 0),
    );
    digits[c] = own + inflow;
    all += own;
    count += 1;
    largest = Math.max(largest, states.length);
    seconds += eliminationSeconds(states.length, own, inflow) + entries * gcdSeconds(digits[c]);
  }
  return { components: count, largest, seconds };
}

/** The cost of the steps of a horizon. */
export function horizonCost(steps: WholeSteps, horizon: number): ExactCost {
  const bits = bitsOfStep(steps);
  const { nStates, first, end } = steps.choices;
  const entries = first.reduce((sum, k, c) => sum + end[c] - k, 0);
  // The numbers are half as long on average.
  const seconds = horizon * (entries + 2 * first.length) * productSeconds((horizon * bits) / 2, bits);
  return { components: 0, largest: 0, seconds: seconds + nStates * gcdSeconds(horizon * bits) };
}

/** Of n states, whose determinant has `bits` binary digits, and a right-hand side with further ones. */
function eliminationSeconds(n: number, bits: number, further: number): number {
  let seconds = 0;
  for (let k = 0; k < n; k++) {
    const size = (bits * (k + 1)) / n;
    seconds += (n - k) ** 2 * 3 * productSeconds(size, size) + 3 * (n - k) * productSeconds(size + further, size);
  }
  return seconds;
}

/** Of two whole numbers, by their binary digits. */
function productSeconds(a: number, b: number): number {
  return 2e-7 + 1.5e-9 * Math.ceil(a / 64) * Math.ceil(b / 64);
}

/** Euclid's algorithm takes a step for every other digit or so. */
function gcdSeconds(bits: number): number {
  return bits * 0.6 * (1e-7 + (2e-9 * bits) / 64);
}
