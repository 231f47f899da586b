import { ArgumentError } from '../../core/errors.js';
import type { Mdp, MdpSource } from '../../mdp/mdp.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type Fit, type FitOptions, fit } from '../fit.js';
import type { FitSpace } from '../fitSpace.js';
import { plainSpace } from '../plainSpace.js';
import { meanRewardOfEntering } from '../unloggedRewards.js';
import { withCases } from '../worst/withCases.js';
import { type ModelDifference, modelDifference } from './modelDifference.js';

export interface RefitterOptions {
  /** The model whose rows are the prior mean, where the model was fitted with one: its `source` names none. */
  readonly priorMean?: Mdp;
}

/**
 * How a model was fitted to a log, to be done again with others of the same states and actions, as resamples of it are:
 * absorption, prior, imaginary cases of the worst, what follows unseen pairs and rewards given are those of the model's
 * `source`. Before, it is shown that doing so with the log itself gives the model.
 *
 * What is no setting but was read off the log stays as it was, so that all models are over the same states and ends: in a
 * log without an environment, which states are ends; which state is the worst, and what entering it pays; and what
 * entering a state pays that no run of a resample enters.
 *
 * @param mdp fitted to `log`, and not changed since
 * @param log as `fit` took it: where absorption is `published`, over the recorded space
 * @param space likewise; undefined for a log without an environment
 * @returns fits a log over the same states; it throws DataError where that log and the settings leave open what a row
 *   is
 * @throws ArgumentError for a model that is not fitted, that no resample can be fitted as, or that `fit` does not make
 *   of the log: it says what differs
 *
 * Cost that of a fit, once, and then for each log.
 *
 * @example
 * const mdp = createEnv('two-armed').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(3, 2), { episodes: 20, horizon: 1 });
 * const refit = refitter(fit(log, undefined, { prior: { concentration: 2 } }).mdp, log, undefined);
 * refit(subset(log, [0, 0, 1])).visits!.reduce((sum, n) => sum + n, 0) // 3
 */
export function refitter(
  mdp: Mdp,
  log: Trajectories,
  space: FitSpace | undefined,
  { priorMean }: RefitterOptions = {},
): (log: Trajectories) => Mdp {
  checkRefittable(mdp, log, priorMean);
  const { worst } = mdp.source;
  const options = optionsOf(mdp.source, priorMean);
  const states = space ?? plainSpace(log);
  const again = (fitted: Fit): Mdp => ({
    ...(worst ? withCases(fitted.mdp, worst) : fitted.mdp),
    ...(mdp.actionParts && { actionParts: mdp.actionParts }),
    source: mdp.source,
  });
  const whole = fit(log, states, options);
  const difference = modelDifference(mdp, again(whole));
  if (difference !== undefined)
    throw new ArgumentError(
      `refit: the model must be what fitting the log gives, got ${difference.text} - ${remedy(mdp.source, difference)}`,
    );
  const otherwise = meanRewardOfEntering(whole.counts);
  return (other) => again(fit(other, states, { ...options, otherwise }));
}

function optionsOf({ absorption, unseen, rewards, prior }: MdpSource, mean: Mdp | undefined): FitOptions {
  return {
    ...(absorption && { absorption }),
    ...(unseen !== undefined && { unseen }),
    ...(rewards && { rewards: new Map(rewards.map(({ state, reward }) => [state, reward])) }),
    ...(prior && {
      prior: {
        concentration: prior.concentration,
        // Older files name no support: it was all states.
        ...(mean ? { mean } : { support: prior.support ?? 'all' }),
      },
    }),
  };
}

function checkRefittable({ visits, source }: Mdp, log: Trajectories, priorMean: Mdp | undefined): void {
  const fail = (requirement: string): never => {
    throw new ArgumentError(`refit: ${requirement}`);
  };
  if (source.absorption === undefined || !visits)
    fail(
      `the model must be one that was fitted to a log, with how many logged cases each pair has (visits), got ${source.absorption === undefined ? 'one that does not say how it was fitted' : 'none'} - fit it to the log again`,
    );
  if (source.worst?.cases === 0)
    fail(
      'the model must be as it was fitted, got one without its imaginary cases that still leads to their floor - fit it to the log again',
    );
  if (source.env !== undefined && log.source.env !== source.env)
    fail(
      `the log must come from the model's environment '${source.env}', got ${log.source.env === undefined ? 'one that names none' : `'${log.source.env}'`} - name the environment with --env, or fit the model to this log`,
    );
  if (source.prior?.mean === 'model' && !priorMean)
    fail(
      'the rows of the prior mean must be known, got a model that was fitted with those of another and does not hold them - give that model, or fit with a uniform prior',
    );
  if (source.unseen === 'error')
    fail(
      "what follows pairs never seen must be known, as resamples lack some, got 'error' - fit the model with another choice for them",
    );
}

function remedy({ unseen, prior }: MdpSource, { about }: ModelDifference): string {
  if (about !== 'rows')
    return 'it was fitted to another log, or in another space: give that log, or fit it to this one';
  const leavesSome = prior === undefined || prior.support === 'state' || prior.support === 'row';
  const older =
    unseen === undefined && leavesSome
      ? ' (its file does not say what follows pairs never seen, as older ones do not)'
      : '';
  return `it was fitted in another way than its source says${older}, or changed since: fit it to this log again`;
}
