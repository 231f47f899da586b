import type { Course } from './course.js';
import type { ExplainProblem } from './explainProblem.js';
import { type Layer, layersWithin } from './layers.js';
import type { Objective } from './objective.js';
import type { StepRows } from './stepRows.js';

/** No action: with so few changes left the log cannot be repeated from there, as what it did is not possible. */
export const NO_ACTION = -1;

/** Actions this close count as equally good, relative to the largest value that they are computed from. */
export const TIE = 1e-12;

const NOTHING: readonly number[] = [];

/** The best that can be done with at most k changes, for k = 0 to K, in one episode. */
export interface BestPlan {
  readonly course: Course;
  readonly layers: readonly Layer[];
  /** Shape (K + 1): W_0(s_0, k). */
  readonly value: Float64Array;
  /** For each step, shape (states of its layer × (K + 1)): what to do with that many changes left, or `NO_ACTION`. */
  readonly choice: readonly Int32Array[];
}

/**
 * The recursion, over the states that can be reached:
 *
 *     W_t(s, k) = max_a Σ_s' row[s'] (r + discount W_{t+1}(s', k − 1{a ≠ a_t})),   W_T(s, k): what follows the log
 *
 * Among actions as good, the observed one, then the lowest. Where the observed action is not possible and no change is
 * left, W = −Infinity: no plan may come there.
 *
 * Cost O(T · K · entries) over the states that can be reached, for the rows of a mechanism.
 */
export function bestPlan(
  rows: StepRows,
  objective: Objective,
  problem: ExplainProblem,
  episode: number,
  course: Course,
  changes: number,
): BestPlan {
  const { mdp, mayTake, choosable } = problem;
  const { nActions, rowStart } = mdp;
  const { steps, action } = course;
  const width = changes + 1;
  const layers = layersWithin(rows, problem, episode, course, changes);
  const choice: Int32Array[] = [];
  let [later, now] = endValues(mdp.terminal, objective, steps.length, width);
  const means = new Float64Array(width);
  const best = new Float64Array(width);
  rows.scale = 0;
  for (let t = steps.length - 1; t >= 0; t--) {
    const { states, left } = layers[t];
    const chosen = new Int32Array(states.length * width).fill(NO_ACTION);
    for (let i = 0; i < states.length; i++) {
      const first = states[i] * nActions;
      const observed = first + action[t];
      for (let k = 0; k < width; k++) best[k] = -Infinity;
      if (rowStart[observed] < rowStart[observed + 1]) {
        rows.open(steps[t], observed);
        rows.means(objective, later, width, left[i] + 1, best);
        for (let k = 0; k <= left[i]; k++) if (best[k] > -Infinity) chosen[i * width + k] = action[t];
      }
      const others = left[i] === 0 ? NOTHING : choosable[states[i]];
      for (let o = 0; o < others.length; o++) {
        const row = others[o];
        if (row === observed || !mayTake(episode, t, row)) continue;
        rows.open(steps[t], row);
        rows.means(objective, later, width, left[i], means);
        const slack = TIE * rows.scale;
        for (let k = 1; k <= left[i]; k++) {
          if (!(means[k - 1] > best[k] + slack)) continue;
          best[k] = means[k - 1];
          chosen[i * width + k] = row - first;
        }
      }
      // Copied one by one, as they are few.
      for (let k = 0, to = states[i] * width; k < width; k++) now[to + k] = best[k];
    }
    choice[t] = chosen;
    [later, now] = [now, later];
  }
  return { course, layers, value: later.slice(course.start * width, (course.start + 1) * width), choice };
}

/**
 * What the plan for at most k changes is worth by other rows, or by another objective.
 *
 * @param rows whose states are among those that the plan was made for
 *
 * Cost O(T · k · entries) of the rows that the plan takes.
 */
export function valueOfPlan(
  rows: StepRows,
  objective: Objective,
  { mdp }: ExplainProblem,
  { course, layers, choice, value }: BestPlan,
  changes: number,
): number {
  const width = changes + 1;
  const stored = value.length;
  let [later, now] = endValues(mdp.terminal, objective, course.steps.length, width);
  const mean = new Float64Array(1);
  for (let t = course.steps.length - 1; t >= 0; t--) {
    const { states, left } = layers[t];
    for (let i = 0; i < states.length; i++) {
      for (let k = 0; k <= Math.min(changes, left[i]); k++) {
        const a = choice[t][i * stored + k];
        mean[0] = -Infinity;
        if (a !== NO_ACTION) {
          const spent = a === course.action[t] ? 0 : 1;
          rows.open(course.steps[t], states[i] * mdp.nActions + a);
          rows.means(objective, later.subarray(k - spent), width, 1, mean);
        }
        now[states[i] * width + k] = mean[0];
      }
    }
    [later, now] = [now, later];
  }
  return later[course.start * width + changes];
}

/** Two tables of what states are worth after the log, shape (S × width); ends are worth that at any time. */
export function endValues(
  terminal: Uint8Array,
  objective: Objective,
  taken: number,
  width: number,
): [Float64Array, Float64Array] {
  const worth = objective.last(taken);
  const last = new Float64Array(terminal.length * width);
  for (let i = 0; i < last.length; i++) last[i] = worth[Math.floor(i / width)];
  return [last, last.slice()];
}
