import type { Assumption } from '../../mechanisms/bounds/registry.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import { checkPlan, checkPossible } from './bestChanges.js';
import { type Edit, editedCourse } from './course.js';
import { type ExplainOptions, explainProblem } from './explainProblem.js';
import { type FixedChanges, fixedChanges } from './fixedChanges.js';
import { type Objective, outcomeObjective, returnObjective } from './objective.js';
import { bestPlan, valueOfPlan } from './recursion.js';
import { leastRows } from './apart/leastRows.js';

/** What would have been best for an episode with at most k changes, whatever the mechanism. */
export interface GuaranteedChanges {
  /**
   * Shape (K + 1): the expected return that some plan with at most k changes has under every mechanism that is admitted.
   * −Infinity where no plan with so few changes can be carried out under all.
   */
  readonly value: Float64Array;
  /** The least probability, over the mechanisms, that the plan of that value ends in one of some outcomes. */
  readonly chance: (changes: number, outcomes: readonly number[]) => number;
  /** The changes of the greatest guaranteed value that are the same whatever happens; k from 0 to 3. */
  readonly fixed: (changes: number) => FixedChanges;
  /** What given changes are worth at least, and how likely they end in some outcomes at least. */
  readonly ofEdits: (edits: readonly Edit[], outcomes?: readonly number[]) => LeastOfEdits;
}

export interface LeastOfEdits {
  /** −Infinity where one of them, or what was done, may not be possible. */
  readonly value: number;
  /** 0 there. */
  readonly chance: number;
}

/**
 * The robust twin of `bestChanges`: the plan whose worst case is best, over all mechanisms that an assumption admits.
 *
 *     L_t(s, k) = max_a min over admissible rows of Σ_s' row[s'] (r + discount L_{t+1}(s', k − 1{a ≠ a_t}))
 *
 * The gain over entry 0, which is what happened, holds whatever the mechanism: no mechanism whose rows the assumption
 * admits gives the plan less, so none has a best plan worth less. Rows are taken anew for each step, state, action and
 * number of changes left, so the guarantee is valid, and for k = 1 tight if the mechanism may differ from step to step;
 * for more the truth may be a little above it. That the model's own rows are right is supposed.
 *
 * @param trajectories log over the states of `model`
 * @param assumption see `findAssumption`
 * @returns for an episode's index
 * @throws ArgumentError if sizes, spaces or options do not fit; DataError as `observedModel`
 *
 * Cost of an episode O(T · K · entries · log entries of a row), over the states that K changes can lead to.
 *
 * Source: Lally, Kazemi & Paoletti, arXiv 2502.13731.
 *
 * @example
 * const mdp = createEnv('triage').exactModel!();
 * // A patient who was left to wait, and died.
 * const log = simulate(createRng(3), mdp, tabular([0, 0, 0, 0], 2), { episodes: 1, horizon: 1 });
 * guaranteedChanges(log, mdp, findAssumption('none'))(0).value // [-1, -0.5]
 */
export function guaranteedChanges(
  trajectories: Trajectories,
  model: Mdp,
  assumption: Assumption,
  options: ExplainOptions = {},
): (episode: number) => GuaranteedChanges {
  const where = 'guaranteedChanges';
  const problem = explainProblem(where, trajectories, model, options);
  const rows = leastRows(problem.mdp, assumption, checkedRowBytes(options), problem.changes + 1);
  const objective = returnObjective(problem);
  const objectives = new Map<string, Objective>();
  const endingIn = (outcomes: readonly number[]): Objective => {
    const key = outcomes.join();
    const known = objectives.get(key) ?? outcomeObjective(problem, outcomes);
    objectives.set(key, known);
    return known;
  };
  return (episode) => {
    const course = problem.course(episode);
    const plan = bestPlan(rows, objective, problem, episode, course, problem.changes);
    const ofEdits = (edits: readonly Edit[], by: Objective): number =>
      bestPlan(rows, by, problem, episode, editedCourse(course, edits), 0).value[0];
    return {
      value: plan.value,
      chance(changes, outcomes) {
        checkPlan(where, changes, plan.value);
        return valueOfPlan(rows, endingIn(outcomes), problem, plan, changes);
      },
      fixed(changes) {
        const fixed = fixedChanges(rows, objective, problem, episode, course, changes);
        checkPossible(where, changes, fixed.value);
        return fixed;
      },
      ofEdits: (edits, outcomes = []) => ({
        value: ofEdits(edits, objective),
        chance: Math.max(0, ofEdits(edits, endingIn(outcomes))),
      }),
    };
  };
}
