import { uniform } from '../../../policies/uniform.js';
import { ArgumentError } from '../../core/errors.js';
import { fit } from '../../fit/fit.js';
import { mixWorst } from '../../fit/worst/mixWorst.js';
import { fitSpaceOf } from '../../fit/fitSpaceOf.js';
import type { FoldedEvaluation } from '../../honest/foldedEvaluation.js';
import { type Env, spaceOf } from '../../mdp/env.js';
import { withoutFloor } from '../../mdp/floorState.js';
import type { PriorSupport } from '../../mdp/mdp.js';
import { loggedAtLeast } from '../../mdp/optimise/loggedAtLeast.js';
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
  readonly prior?: number | undefined;
  readonly priorSupport: PriorSupport;
  readonly unseen?: string | undefined;
  readonly minCount?: number | undefined;
  readonly discount?: number | undefined;
}

/** Options of learning, beside `--learn`: those of `fit` and `solve` that make sense of a log in the policies' own states. */
export const learnOptions = {
  folds: { type: 'number', default: 3, describe: 'with --learn: how many folds, by the names of episodes' },
  space: { type: 'string', describe: "with --learn: state space of the policies (default: the log's own)" },
  worst: {
    type: 'number',
    default: 0,
    describe: 'with --learn: imaginary cases of the worst in each pair of the models, as of couplet fit',
  },
  prior: { type: 'number', describe: 'with --learn: Dirichlet prior of the models, as of couplet fit' },
  'prior-support': {
    choices: ['row', 'state', 'all'] as const,
    default: 'state',
    describe: 'with --learn: what that prior spreads over, as of couplet fit',
  },
  unseen: { type: 'string', describe: 'with --learn: what follows a pair never seen, as of couplet fit' },
  'min-count': {
    type: 'number',
    describe: 'with --learn: only actions that the log tried at least so often in a state, as of couplet solve',
  },
} as const;

/** Discount of learning where the value has none: an endless run must have a value. */
const LEARNING = 0.99;

/** How such policies are named. */
export function learnedName({ folds, worst, prior, unseen, minCount }: LearnArguments): string {
  const settings = Object.entries({ worst: worst > 0 ? worst : undefined, prior, unseen, 'min-count': minCount });
  const named = settings.flatMap(([name, value]) => (value === undefined ? [] : [`, ${name} ${value}`]));
  return `learned on ${folds - 1} of ${folds} folds${named.join('')}`;
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
export function learner(
  env: Env | undefined,
  { worst, prior, priorSupport, unseen, minCount, discount = 1 }: LearnArguments,
): (part: Trajectories) => Policy {
  const learning = discount < 1 ? discount : LEARNING;
  return (part) => {
    const space = env && (part.source.space ?? env.recorded);
    const { mdp } = fit(part, env && fitSpaceOf(env, space!, space!), {
      ...(prior !== undefined && { prior: { concentration: prior, support: priorSupport } }),
      ...(unseen !== undefined && { unseen }),
    });
    const careful = worst > 0 ? mixWorst(mdp, worst, { discount: learning }) : mdp;
    const choosing = minCount === undefined ? careful : loggedAtLeast(careful, minCount);
    return withoutFloor(policyIteration(choosing, { discount: learning }).policy, careful);
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
