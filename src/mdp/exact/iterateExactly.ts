import { closedClasses } from '../linear/closedClasses.js';
import { type Components, stronglyConnectedComponents } from '../linear/components.js';
import type { SparseRows } from '../linear/sparseRows.js';
import { type Choices, NO_PAIR, chosenRows } from '../optimise/choices.js';
import { type EndlessClass, endlessClasses } from '../optimise/undiscounted/endlessClasses.js';
import { takeBack } from '../optimise/undiscounted/takeBack.js';
import { type ChosenGraph, evaluateExactly } from './evaluateExactly.js';
import type { Fraction, MakeFraction } from './numbers/fractions.js';
import { lcm } from './numbers/ratio.js';
import type { ExactRows } from './readNumbers.js';

/** What every step of an exact solution needs. */
export interface ExactProblem {
  readonly make: MakeFraction;
  /** By row of the model, as `pair` names them. */
  readonly numbers: ExactRows;
  readonly discount: Fraction;
  /** Asked before each evaluation; throws where it would cost too much. */
  readonly beforeEvaluation: (graph: ChosenGraph, rowOf: (state: number) => number) => void;
}

export interface ExactIteration {
  /** Shape (S): the best choice of each state, −1 for ends. */
  readonly chosen: Int32Array;
  /** Shape (S): value of them. */
  readonly value: readonly Fraction[];
  /** Evaluations. */
  readonly rounds: number;
  /** A class in which runs can earn for ever, at which the iteration stopped; only at discount 1. */
  readonly endless?: EndlessClass;
}

/**
 * The value of what is chosen, shape (S).
 *
 * @param undiscounted the components that have value 0 or none at discount 1; default classes that are never left
 */
export function chosenValue(
  problem: ExactProblem,
  choices: Choices,
  chosen: Int32Array,
  undiscounted: (rows: SparseRows, components: Components) => Uint8Array = closedClasses,
): Fraction[] {
  const { make, numbers, discount, beforeEvaluation } = problem;
  const rows = chosenRows(choices, chosen);
  const components = stronglyConnectedComponents(rows);
  const skip = discount.n === discount.d ? undiscounted(rows, components) : new Uint8Array(components.nComponents);
  const graph = { rows, components, skip };
  beforeEvaluation(graph, (s) => choices.pair[chosen[s]]);
  return evaluateExactly(make, choices, numbers, chosen, discount, graph);
}

/**
 * Policy iteration in exact numbers: a choice is changed where it gains anything at all, until none does. That ends, as
 * no policy comes twice.
 *
 * At discount 1 every run must end by the first choices. A change after which a run need not end earns for ever,
 * exactly.
 *
 * @param start shape (S): near the best, so that few rounds are needed; −1 for ends
 *
 * Cost of a round: an evaluation, and a product of a short number and a long one for each entry of the choices.
 *
 * Source: Howard, "Dynamic Programming and Markov Processes", 1960.
 */
export function iterateExactly(problem: ExactProblem, choices: Choices, start: Int32Array): ExactIteration {
  const { choiceStart } = choices;
  let chosen = start.slice();
  for (let rounds = 1; ; rounds++) {
    const value = chosenValue(problem, choices, chosen);
    const worth = worthOfChoices(problem, choices, value);
    const next = chosen.slice();
    for (let s = 0; s < choices.nStates; s++) {
      let most = value[s];
      for (let c = choiceStart[s]; c < choiceStart[s + 1]; c++)
        if (worth(c).compare(most) > 0) [most, next[s]] = [worth(c), c];
    }
    if (next.every((c, s) => c === chosen[s])) return { chosen, value, rounds };
    if (problem.discount.n === problem.discount.d) {
      const endless = gainForEver(choices, chosen, next);
      if (endless) return { chosen: next, value, rounds, endless };
    }
    chosen = next;
  }
}

/**
 * The first choice of each state among those worth exactly as much as the best; at discount 1 only if runs end as
 * before.
 */
export function settleExactTies(
  problem: ExactProblem,
  choices: Choices,
  chosen: Int32Array,
  value: readonly Fraction[],
): Int32Array {
  const { nStates, choiceStart, reward } = choices;
  const worth = worthOfChoices(problem, choices, value);
  const settled = chosen.slice();
  for (let s = 0; s < nStates; s++) {
    if (chosen[s] < 0) continue;
    settled[s] = choiceStart[s];
    while (settled[s] !== chosen[s] && worth(settled[s]).compare(value[s]) < 0) settled[s] += 1;
  }
  if (problem.discount.n === problem.discount.d)
    takeBack(choices, chosen, settled, ({ states }) =>
      states.every((s) => reward[settled[s]] === 0 && value[s].n === 0n),
    );
  return settled;
}

/** What each choice is worth, r + discount · sum_s' P V(s'), found when asked for. */
function worthOfChoices(
  { make, numbers: { numerator, scale, reward }, discount }: ExactProblem,
  { pair, first, end, column }: Choices,
  value: readonly Fraction[],
): (choice: number) => Fraction {
  // Values over one denominator, so that sums along a row are of whole numbers.
  const shared = value.reduce((sum, { d }) => lcm(sum, d), 1n);
  const whole = value.map(({ s, n, d }) => s * n * (shared / d));
  const known = new Map<number, Fraction>();
  const worth = (c: number): Fraction => {
    let sum = 0n;
    for (let k = first[c]; k < end[c]; k++) sum += numerator[k] * whole[column[k]];
    const stays = pair[c] === NO_PAIR;
    const later = make(discount.n * sum, discount.d * shared * (stays ? 1n : scale[pair[c]]));
    return stays ? later : later.add(reward[pair[c]]);
  };
  return (c) => {
    const found = known.get(c) ?? worth(c);
    known.set(c, found);
    return found;
  };
}

/** A class that no run leaves and that a change has made, which then gains with every round through it. */
function gainForEver(choices: Choices, before: Int32Array, after: Int32Array): EndlessClass | undefined {
  return endlessClasses(choices, after).find(({ states }) => states.some((s) => after[s] !== before[s]));
}
