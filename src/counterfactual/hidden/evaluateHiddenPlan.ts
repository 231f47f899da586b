import { ArgumentError } from '../../core/errors.js';
import { checkPolicyActs } from '../../mdp/checkPolicyActs.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import { longestEpisode } from '../../trajectories/longestEpisode.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type ReturnMoments, stepsToGo } from '../chain/momentTables.js';
import { returnMoments } from '../chain/returnMoments.js';
import { reachableStates } from '../explain/reachableStates.js';
import type { CounterfactualEvaluation } from '../evaluate/evaluateCounterfactual.js';
import type { HiddenOptions } from './evaluateHidden.js';
import type { CounterfactualRows } from '../rows/counterfactualRows.js';
import { actionRows } from '../rows/actionRows.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import { type HiddenRuns, followHidden } from './followHidden.js';
import { type HiddenModel, overModel } from './hiddenModel.js';
import { hiddenPaths } from './hiddenPaths.js';
import { startCounts } from './startCounts.js';

export interface HiddenPlanOptions extends HiddenOptions {
  /**
   * What is done after an episode's last logged step, until the horizon: a policy over the states of the model or of the
   * log. Default: nothing, runs end with the log. A `horizon` needs one.
   */
  readonly after?: Policy;
}

/**
 * What would have happened to each logged episode had these actions been taken at its steps, whatever states they met,
 * where the log shows only a part of the states: see `evaluateHidden`. Runs are followed as far as the log goes, or with
 * `after` to the horizon. With the logged actions it is what happened, and what follows, by a mechanism under which the
 * same action in the same state comes out as observed.
 *
 * @param plan shape (steps of the log): the action at each
 * @returns as of `evaluateHidden`; without `after` the horizon is the longest episode, and each is followed for its own
 *   length
 * @throws as `evaluateHidden`; ArgumentError where an action is not possible in a state that it may meet
 *
 * Cost as `evaluateHidden`.
 *
 * @example
 * // One of two coins lies there, seen from afar: the fair one, or one with two heads. It came down heads, twice.
 * const toss = (s: number) => (s === 0 ? [[0, 0.5], [2, 0.5]] : [[1, 1]]) as [number, number][];
 * const env = tabularEnv({
 *   name: 'coins',
 *   parameters: {},
 *   stateLabels: ['fair', 'two heads', 'tails'],
 *   actionLabels: ['toss', 'turn over'],
 *   outcomes: [{ name: 'heads', reward: 0 }, { name: 'tails', reward: 1 }],
 *   ends: [[2, 1]],
 *   initial: [[0, 0.5], [1, 0.5]],
 *   next: (s, a) => (a === 0 ? toss(s) : [[s === 0 ? 2 : 1, 1]]),
 *   observations: ['heads', 'heads', 'tails'],
 * });
 * const builder = new TrajectoriesBuilder({ nStates: 2, nActions: 2, source: {} });
 * builder.step(0, 0, 0, 0);
 * builder.step(0, 0, 0, 0);
 * builder.endEpisode(false);
 * const model = { mdp: env.exactModel!(), abstraction: abstractionBetween(env, 'full', 'observed') };
 * const turned = evaluateHiddenPlan(builder.finish(), model, [0, 1], completeMechanism(gumbelMax()));
 * turned.expectedReturn // [0.2]
 */
export function evaluateHiddenPlan(
  trajectories: Trajectories,
  model: HiddenModel,
  plan: ArrayLike<number>,
  mechanism: CompleteMechanism,
  options: HiddenPlanOptions = {},
): CounterfactualEvaluation {
  const { mdp } = model;
  const paths = hiddenPaths(trajectories, model);
  checkPlan(plan, trajectories);
  const following = whatFollows(trajectories, model, options);
  const found = actionRows(mdp, mechanism, checkedRowBytes(options));
  const rows = (step: number): CounterfactualRows => ({
    find(observed, state) {
      const row = state * mdp.nActions + plan[step];
      if (mdp.rowStart[row] === mdp.rowStart[row + 1])
        throw new ArgumentError(
          `counterfactual: plan must not take action ${plan[step]} at step ${step} of the log, as it may meet state ${state} of the model, in which it is not possible - choose another`,
        );
      found.find(observed, row);
    },
    pool: found.pool,
  });
  return followHidden(trajectories, model, mechanism, {
    ...options,
    ...following,
    paths,
    rows,
    resting: undefined,
  });
}

function checkPlan(plan: ArrayLike<number>, { state, nActions }: Trajectories): void {
  if (plan.length !== state.length)
    throw new ArgumentError(
      `counterfactual: plan must have an action for each of the ${state.length} steps of the log, got ${plan.length}`,
    );
  for (let i = 0; i < plan.length; i++)
    if (!(Number.isInteger(plan[i]) && plan[i] >= 0 && plan[i] < nActions))
      throw new ArgumentError(
        `counterfactual: plan must have actions from 0 to ${nActions - 1}, got ${plan[i]} at step ${i} of the log`,
      );
}

function whatFollows(
  trajectories: Trajectories,
  model: HiddenModel,
  options: HiddenPlanOptions,
): Pick<HiddenRuns, 'horizon' | 'after'> {
  const where = 'counterfactual';
  const { mdp, abstraction } = model;
  const { nStates } = mdp;
  if (!options.after) {
    if (options.horizon !== undefined)
      throw new ArgumentError(
        `${where}: a horizon needs a policy to follow the log, got ${options.horizon} steps and none - name it as after, or leave the horizon out`,
      );
    const moments = nothingMore(mdp);
    return { horizon: longestEpisode(trajectories), after: (_taken, weight) => ({ moments, table: 0, weight }) };
  }
  const policy = overModel(where, options.after, mdp, abstraction);
  const horizon = checkedHorizon(where, trajectories, options, { endless: true });
  const counts = startCounts(trajectories, model);
  const isStart = (x: number): boolean => counts[x] > 0;
  // The actions of a plan may lead anywhere.
  const entered = reachableStates(mdp, Array.from(counts.keys()).filter(isStart));
  checkPolicyActs(
    where,
    policy,
    mdp,
    Array.from(entered.keys()).filter((x) => entered[x] === 1),
  );
  const moments = returnMoments(mdp, policy, horizon, options.discount ?? 1, entered);
  return { horizon, after: (taken, weight) => ({ moments, table: stepsToGo(horizon, taken, nStates), weight }) };
}

/** No steps to go. */
function nothingMore({ nStates, outcomes, outcome }: Mdp): ReturnMoments {
  const none = new Float64Array(nStates);
  const reached = new Float64Array(nStates * outcomes.length);
  outcome.forEach((o, x) => (reached[x * outcomes.length + o] = 1));
  return { nStates, mean: none, secondMoment: none, outcome: reached, length: none };
}
