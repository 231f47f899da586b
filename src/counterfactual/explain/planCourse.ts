import { FEW_CASES } from '../../mdp/fewCases.js';
import { modelRow } from '../rows/extendedMdp.js';
import type { ExplainProblem } from './explainProblem.js';
import type { BestPlan } from './recursion.js';
import type { MechanismRows } from './stepRows.js';

/** A change that a plan makes, in whatever states: what is done otherwise at a step depends on where the run is. */
export interface PlannedChange {
  readonly step: number;
  /** What was done. */
  readonly given: number;
  /** What would have been done. */
  readonly action: number;
  /** That the plan comes to make it. */
  readonly probability: number;
  /**
   * Logged cases of the state and action that it leads by, the fewest where there are several; absent where the model
   * does not hold how many cases its rows have.
   */
  readonly cases?: number;
}

/** How an episode would go by a plan, under the mechanism that the plan was made for. */
export interface PlanCourse {
  /** By step, then action. */
  readonly change: readonly PlannedChange[];
  readonly expectedChanges: number;
  /** Shape (outcomes): how the run is at the horizon. */
  readonly outcomeProbability: Float64Array;
  /**
   * The share of the logged steps' runs that rests on rows with at most two logged cases, as in `thinShare`; absent
   * where the model does not hold how many cases its rows have.
   */
  readonly thinShare?: number;
  /** Shape ((T + 1) × S): P(s~_t = s), a run that ended staying where it ended. */
  readonly marginals: Float64Array;
}

/** What a plan is held against. */
export interface PlanContext {
  /** Shape (T): what was done in the log. */
  readonly logged: Int32Array;
  /** Whether a step that repeats the log rests on the observation. */
  readonly implicit: boolean;
}

/**
 * Carries the plan for at most k changes forward.
 *
 * Cost: the entries of the rows that the plan takes, and T · S.
 */
export function planCourse(
  rows: MechanismRows,
  { mdp, after }: ExplainProblem,
  { course, layers, choice, value }: BestPlan,
  changes: number,
  { logged, implicit }: PlanContext,
): PlanCourse {
  const { nStates, nActions, terminal, visits } = mdp;
  const nOutcomes = mdp.outcomes.length;
  const { steps, action } = course;
  const width = changes + 1;
  const marginals = new Float64Array((steps.length + 1) * nStates);
  let now = new Float64Array(nStates * width);
  let next = new Float64Array(nStates * width);
  now[course.start * width + changes] = 1;
  marginals[course.start] = 1;
  const change: PlannedChange[] = [];
  let [living, thin] = [0, 0];
  for (let t = 0; t < steps.length; t++) {
    const step = steps[t];
    const known = step && implicit ? modelRow(mdp, step.row) : undefined;
    const at = (t + 1) * nStates;
    // What has ended stays.
    for (let s = 0; s < nStates; s++) if (terminal[s] === 1) marginals[at + s] = marginals[t * nStates + s];
    const made = new Map<number, { probability: number; cases: number }>();
    layers[t].states.forEach((s, i) => {
      for (let k = 0; k <= changes; k++) {
        const mass = now[s * width + k];
        if (mass === 0) continue;
        now[s * width + k] = 0;
        const a = choice[t][i * value.length + k];
        const row = s * nActions + a;
        living += mass;
        if (visits && visits[row] <= FEW_CASES && row !== known) thin += mass;
        if (a !== logged[t]) {
          const { probability, cases } = made.get(a) ?? { probability: 0, cases: Infinity };
          made.set(a, { probability: probability + mass, cases: Math.min(cases, visits?.[row] ?? Infinity) });
        }
        const left = a === action[t] ? k : k - 1;
        rows.open(step, row);
        rows.eachMove((to, chance) => {
          next[to * width + left] += mass * chance;
          marginals[at + to] += mass * chance;
        });
      }
    });
    for (const a of [...made.keys()].toSorted((x, y) => x - y)) {
      const { probability, cases } = made.get(a)!;
      change.push({ step: t, given: logged[t], action: a, probability, ...(visits && { cases }) });
    }
    [now, next] = [next, now];
    next.fill(0);
  }
  const last = marginals.subarray(steps.length * nStates);
  const chance = after.outcome(steps.length);
  return {
    change,
    expectedChanges: change.reduce((sum, { probability }) => sum + probability, 0),
    outcomeProbability: Float64Array.from({ length: nOutcomes }, (_, o) =>
      last.reduce((sum, mass, s) => sum + mass * chance[s * nOutcomes + o], 0),
    ),
    // A run that starts where it ends has no steps.
    ...(visits && { thinShare: living === 0 ? 0 : Math.min(1, thin / living) }),
    marginals,
  };
}
