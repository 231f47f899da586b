import { uniform } from '../../../policies/uniform.js';
import { ArgumentError } from '../../core/errors.js';
import { fit } from '../../fit/fit.js';
import { mixWorst } from '../../fit/worst/mixWorst.js';
import { fitSpaceOf } from '../../fit/fitSpaceOf.js';
import type { FoldedEvaluation } from '../../honest/foldedEvaluation.js';
import { type Env, spaceOf } from '../../mdp/env.js';
import { withoutFloor } from '../../mdp/floorState.js';
import { policyIteration } from '../../mdp/optimise/policyIteration.js';
import type { Policy } from '../../mdp/policy.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { LoadedLog } from '../input/loadLog.js';
import type { OpeProblem } from './opeProblem.js';

/** How policies are learned where none is given. */
export interface LearnArguments {
  readonly folds: number;
  readonly space?: string | undefined;
  readonly worst: number;
  readonly discount?: number | undefined;
}

/** Discount of learning where the value has none: an endless run must have a value. */
const LEARNING = 0.99;

/** How such policies are named. */
export function learnedName({ folds, worst }: LearnArguments): string {
  return `learned on ${folds - 1} of ${folds} folds${worst > 0 ? `, worst ${worst}` : ''}`;
}

/**
 * Any policy over the states that are to be learned over: it says which they are.
 *
 * @throws ArgumentError for a space of a log without an environment
 */
export function placeholder({ log, env }: LoadedLog, { space }: LearnArguments): Policy {
  if (!env) {
    if (space === undefined) return uniform(log.nStates, log.nActions);
    throw new ArgumentError(`ope: the log's environment is needed for --space ${space}, got none - name it with --env`);
  }
  const name = space ?? log.source.space ?? env.recorded;
  return { ...uniform(spaceOf(env, name).nStates, env.nActions), space: name };
}

/** The best policy of the model that is fitted to a log, in its own states. */
export function learner(env: Env | undefined, { worst, discount = 1 }: LearnArguments): (part: Trajectories) => Policy {
  const learning = discount < 1 ? discount : LEARNING;
  return (part) => {
    const space = env && (part.source.space ?? env.recorded);
    const { mdp } = fit(part, env && fitSpaceOf(env, space!, space!));
    const careful = worst > 0 ? mixWorst(mdp, worst, { discount: learning }) : mdp;
    return withoutFloor(policyIteration(careful, { discount: learning }).policy, careful);
  };
}

/** The problem with the exact value of the policies that were learned, each by the patients that it is judged by. */
export function withLearned(problem: OpeProblem, folds: FoldedEvaluation['folds']): OpeProblem {
  const { truth, acting, log } = problem;
  return {
    ...problem,
    truth:
      truth &&
      ((policy, horizon, discount) =>
        policy === acting
          ? folds.reduce(
              (sum, { judge, policy: learned }) =>
                sum + (judge.length / log.nEpisodes) * truth({ ...learned, space: acting.space! }, horizon, discount),
              0,
            )
          : truth(policy, horizon, discount)),
  };
}
