import { ArgumentError } from '../../core/errors.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import { editedCourse } from './course.js';
import { type ExplainOptions, explainProblem } from './explainProblem.js';
import { type FixedChanges, fixedChanges } from './fixedChanges.js';
import { returnObjective } from './objective.js';
import { type PlanCourse, planCourse } from './planCourse.js';
import { bestPlan } from './recursion.js';
import { mechanismRows } from './apart/mechanismRows.js';

/** What would have been best for an episode with at most k changes, under a mechanism. */
export interface BestChanges {
  /**
   * Shape (K + 1): the expected return of the best plan with at most k changes. Entry 0 is what repeating the log gives:
   * its return and what follows it, under mechanisms by which the same action in the same state comes out the same.
   * −Infinity where no plan with so few changes can be carried out.
   */
  readonly value: Float64Array;
  /** What the best plan with at most k changes does, and how it goes; k from 0 to K. */
  readonly plan: (changes: number) => PlanCourse;
  /** The best changes that are the same whatever happens, and how they go; k from 0 to 3. */
  readonly fixed: (changes: number) => FixedPlan;
}

export interface FixedPlan extends FixedChanges, PlanCourse {}

/**
 * What should have been done otherwise: the best counterfactual of an episode with at most k changes, exactly.
 *
 *     W_t(s, k) = max_a Σ_s' CF_t(s' | s, a) (r + discount W_{t+1}(s', k − 1{a ≠ a_t}))
 *
 * and after the log what follows by the model. The plan may go by the state that the run has come to, as a clinician
 * would; `fixed` changes do not. The value never falls with k, and with k of at least as many as there are steps it is
 * the best that could have been done.
 *
 * Where the same action in the same state comes out as it did, the run follows the log until the first change. So the
 * best single change is one action at one step, and `plan(1)` and `fixed(1)` are the same. Under mechanisms that draw
 * anew there, such as `independent`, none of this is about what happened: value 0 is what to expect of the logged
 * actions, not what they gave; nor of a step that is skipped as the model lacks it.
 *
 * The mechanism is an assumption that no data can confirm: see `guaranteedChanges`. And that a row of the model rests on
 * few cases does not show in the value: see `cases` and `thinShare` of the plan.
 *
 * @param trajectories log over the states of `model`
 * @returns for an episode's index. Rows computed for one episode serve the next
 * @throws ArgumentError if sizes, spaces or options do not fit; DataError as `observedModel`
 *
 * Cost of an episode O(T · K · entries), over the states that K changes can lead to; memory of its choices, T · K a
 * state.
 *
 * Source: Tsirtsis & Gomez-Rodriguez (2021), with the sampling replaced by the exact rows.
 *
 * @example
 * const mdp = createEnv('triage').exactModel!();
 * // A patient who was left to wait, and died.
 * const log = simulate(createRng(3), mdp, tabular([0, 0, 0, 0], 2), { episodes: 1, horizon: 1 });
 * const { value, plan } = bestChanges(log, mdp, completeMechanism(gumbelMax()))(0);
 * [value[0].toFixed(2), value[1].toFixed(2)] // ['-1.00', '-0.10']
 * plan(1).change // [{ step: 0, given: 0, action: 1, probability: 1 }]
 */
export function bestChanges(
  trajectories: Trajectories,
  model: Mdp,
  mechanism: CompleteMechanism,
  options: ExplainOptions = {},
): (episode: number) => BestChanges {
  const problem = explainProblem('bestChanges', trajectories, model, options);
  const rows = mechanismRows(problem.mdp, mechanism, checkedRowBytes(options));
  const objective = returnObjective(problem);
  return (episode) => {
    const course = problem.course(episode);
    const context = { logged: course.action, implicit: mechanism.implicit };
    const plan = bestPlan(rows, objective, problem, episode, course, problem.changes);
    return {
      value: plan.value,
      plan(changes) {
        checkPlan('bestChanges', changes, plan.value);
        return planCourse(rows, problem, plan, changes, context);
      },
      fixed(changes) {
        const fixed = fixedChanges(rows, objective, problem, episode, course, changes);
        checkPossible('bestChanges', changes, fixed.value);
        const edited = bestPlan(rows, objective, problem, episode, editedCourse(course, fixed.edits), 0);
        return { ...fixed, ...planCourse(rows, problem, edited, 0, context) };
      },
    };
  };
}

/** @throws ArgumentError if k is none of 0 to K, or no plan has so few changes */
export function checkPlan(where: string, changes: number, value: Float64Array): void {
  if (!(Number.isSafeInteger(changes) && changes >= 0 && changes < value.length))
    throw new ArgumentError(
      `${where}: the plan must have at most ${value.length - 1} changes, got ${changes} - set the option changes to as many`,
    );
  checkPossible(where, changes, value[changes]);
}

/** @throws ArgumentError if there is no plan */
export function checkPossible(where: string, changes: number, value: number): void {
  if (value === -Infinity)
    throw new ArgumentError(
      `${where}: a plan must be possible wherever it may lead, but none with at most ${changes} changes is, as what was done is not possible in some state - allow more changes`,
    );
}
