import { ArgumentError } from '../../core/errors.js';
import { checkPolicyActs } from '../../mdp/checkPolicyActs.js';
import { checkPolicyFits } from '../../mdp/checkPolicyFits.js';
import type { Mdp } from '../../mdp/mdp.js';
import { type ActionChoice, choosableActions } from '../../mdp/optimise/choosableActions.js';
import type { Policy } from '../../mdp/policy.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type Unmodelled, observedModel } from '../chain/observedModel.js';
import { checkTrajectoriesFit } from '../checkProblem.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import type { ExtendedMdp } from '../rows/extendedMdp.js';
import { type AfterLog, nothingAfter, policyAfter } from './afterLog.js';
import type { Course } from './course.js';
import { reachableStates } from './reachableStates.js';

export interface ExplainOptions extends CounterfactualOptions {
  /** Most changes K, a whole number from 0; default 1. */
  readonly changes?: number;
  /**
   * What is done after an episode's last logged step, until the horizon, in the log's course as in any other. Default:
   * nothing, runs end with the log. A `horizon` needs one.
   */
  readonly after?: Policy;
  /**
   * Actions that a change may be to, as in `backwardInduction`: `seen`, those with a logged case in the state, or
   * `all`; default `seen`. Those that are not possible there never are. What the log did is no change.
   */
  readonly actions?: ActionChoice;
  /**
   * Whether a change to an action may be made at a step of an episode in a counterfactual state, such as only where what
   * was observed decides something, see `influencedChanges`; default everywhere.
   */
  readonly mayChange?: (episode: number, step: number, state: number, action: number) => boolean;
}

/** A log in a model's terms, and what may be done otherwise. */
export interface ExplainProblem {
  readonly mdp: ExtendedMdp;
  readonly discount: number;
  /** K. */
  readonly changes: number;
  readonly after: AfterLog;
  readonly unmodelled: Unmodelled;
  readonly course: (episode: number) => Course;
  /** Shape (S): of each state the rows that a change may be to. */
  readonly choosable: readonly (readonly number[])[];
  /** Whether a change to the row's action may be made in its state. */
  readonly mayTake: (episode: number, step: number, row: number) => boolean;
}

/**
 * Checks that log, model and options fit each other.
 *
 * @throws ArgumentError if they do not; DataError as `observedModel`
 */
export function explainProblem(
  where: string,
  trajectories: Trajectories,
  model: Mdp,
  options: ExplainOptions,
): ExplainProblem {
  const { discount = 1, changes = 1, actions = 'seen', after, mayChange } = options;
  if (!(Number.isSafeInteger(changes) && changes >= 0))
    throw new ArgumentError(`${where}: changes must be a whole number from 0, got ${changes}`);
  if (options.horizon !== undefined && !after)
    throw new ArgumentError(
      `${where}: a horizon needs a policy to follow the log, got ${options.horizon} steps and none - name it as after, or leave the horizon out`,
    );
  const horizon = checkedHorizon(where, trajectories, options, { endless: true });
  checkTrajectoriesFit(where, trajectories, model);
  const observed = observedModel(model, trajectories, options.unmodelled);
  const { mdp } = observed;
  const { nActions, nStates } = model;
  const may = choosableActions(model, actions).choosable;
  const choosable = Array.from({ length: nStates }, (): number[] => []);
  may.forEach((one, row) => {
    if (one) choosable[Math.floor(row / nActions)].push(row);
  });
  return {
    mdp,
    discount,
    changes,
    after: after ? checkedAfter(where, model, after, horizon, discount, observed.entered) : nothingAfter(model),
    unmodelled: observed.unmodelled,
    choosable,
    course(episode) {
      const [first, end] = [trajectories.episodeStart[episode], trajectories.episodeStart[episode + 1]];
      return {
        start: trajectories.state[first],
        steps: observed.steps(episode),
        action: trajectories.action.subarray(first, end),
      };
    },
    mayTake: (episode, step, row) =>
      may[row] === 1 &&
      (mayChange === undefined || mayChange(episode, step, Math.floor(row / nActions), row % nActions)),
  };
}

/** The policy takes over wherever any actions may have led. */
function checkedAfter(
  where: string,
  model: Mdp,
  policy: Policy,
  horizon: number,
  discount: number,
  entered: readonly number[],
): AfterLog {
  checkPolicyFits(policy, model, where);
  const starts = reachableStates(model, entered);
  checkPolicyActs(
    where,
    policy,
    model,
    Array.from(starts.keys()).filter((s) => starts[s] > 0),
  );
  return policyAfter(model, policy, horizon, discount, starts);
}
