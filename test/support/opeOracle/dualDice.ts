import { solve } from './directMethod.js';
import { fitModel } from './fittedModel.js';
import type { Problem } from './problem.js';

export interface DualDiceResult {
  readonly value: number;
  /** occupancy[s][a]: d, with the share of ended runs missing from 1. */
  readonly occupancy: readonly (readonly number[])[];
  /** The part of d on pairs that were never logged, from which nothing goes on. */
  readonly unseen: number;
}

/**
 * d = (1 - discount) (I - discount P')^-1 mu over state-actions, mu(s,a) = start(s) e(a|s), P from (s,a) to (s',a') =
 * next(s'|s,a) e(a'|s'); zeta = d / d_D with d_D the share of each pair among all logged steps; the value is the mean
 * over logged steps of zeta r, divided by 1 - discount.
 */
export function dualDice(problem: Problem): DualDiceResult {
  const { nStates, nActions, episodes, discount, target } = problem;
  const model = fitModel(problem);
  const pairs: { s: number; a: number }[] = [];
  for (let s = 0; s < nStates; s++) for (let a = 0; a < nActions; a++) pairs.push({ s, a });
  // Row: the pair arrived at. Column: the pair come from.
  const matrix = pairs.map((to, row) =>
    pairs.map(
      (from, column) => Number(row === column) - discount * model.next[from.s][from.a][to.s] * target[to.s][to.a],
    ),
  );
  const solved = solve(
    matrix,
    pairs.map(({ s, a }) => (1 - discount) * model.start[s] * target[s][a]),
  );
  const occupancy = Array.from({ length: nStates }, (_, s) => solved.slice(s * nActions, (s + 1) * nActions));

  let unseen = 0;
  for (const { s, a } of pairs) if (model.visits[s][a] === 0) unseen += occupancy[s][a];
  const steps = episodes.flatMap((episode) => episode.steps);
  let sum = 0;
  for (const { s, a, r } of steps) {
    const logged = model.visits[s][a] / steps.length;
    sum += (occupancy[s][a] / logged) * r;
  }
  return { value: sum / steps.length / (1 - discount), occupancy, unseen };
}
