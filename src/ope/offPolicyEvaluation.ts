import { NumericalError } from '../core/errors.js';
import type { Rng } from '../core/random/rng.js';
import type { UnmodelledRule } from '../counterfactual/chain/observedModel.js';
import type { Advised } from '../mdp/advice/advised.js';
import type { MarkovPolicy } from '../mdp/overTime/policyOverTime.js';
import type { CompleteMechanism } from '../mechanisms/mechanism.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import { diagnose } from './diagnose.js';
import type { Diagnostics } from './diagnostics/diagnostics.js';
import type { Labels } from './diagnostics/labels.js';
import {
  type DrawnIntervalOptions,
  type Estimated,
  type IntervalOptions,
  type IntervalOrReason,
  estimateIntervals,
} from './intervals/estimateIntervals.js';
import { type Gain, type GainOptions, gainOverBehaviour } from './gainOverBehaviour.js';
import { type InfluentialEpisode, influentialEpisodes } from './influentialEpisodes.js';
import { checkRange } from './intervals/interval.js';
import type { Estimator } from './estimators/estimator.js';
import { estimators as registered, findEstimator } from './estimators/registry.js';
import { obstacleOf } from './estimators/obstacleOf.js';
import { type Faulty, pointEstimate } from './pointEstimate.js';
import { type CountedLog, wholeLog } from './study/countedLog.js';
import { type Study, type StudyOptions, prepareStudy } from './study/study.js';

export interface OffPolicyOptions extends StudyOptions {
  /**
   * Names, or estimators of your own; default: all that apply, with `cf` where a model and a mechanism are given, and no
   * `refit` (an evaluation of every resample takes long).
   */
  readonly estimators?: readonly (string | Estimator)[] | undefined;
  /** For `cf`. */
  readonly mechanism?: CompleteMechanism | undefined;
  /** For `cf`: what to do about a logged transition that the given model lacks; default `mix`. */
  readonly unmodelled?: UnmodelledRule | undefined;
  /** Default: a percentile bootstrap at 95 %; false for none. */
  readonly interval?: IntervalOptions | false | undefined;
  readonly labels?: Labels | undefined;
  /** How many policies this one is to be chosen from, for a bound of its gain that holds then, too. Default 1. */
  readonly candidates?: number | undefined;
  /** How many episodes to find, for each of some estimators, that move it most: see `influentialEpisodes`. Default 0. */
  readonly influential?: number | undefined;
}

/** An estimate with what is known of its error; or why there is none. */
export interface Estimate {
  readonly estimator: string;
  readonly value?: number;
  readonly interval?: IntervalOrReason;
  /** Why there is no value, with a remedy. */
  readonly fault?: string;
  /** Further numbers by name, such as quantiles of the return. */
  readonly statistics?: Readonly<Record<string, { readonly value: number; readonly interval?: IntervalOrReason }>>;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface OffPolicyResult {
  readonly nEpisodes: number;
  readonly horizon: number;
  readonly discount: number;
  readonly behaviour: Study['behaviour'];
  /**
   * Where model-based estimators have their model from: intervals take a given one as it is, one that is `refitted` anew
   * for each resample.
   */
  readonly model: 'given' | 'refitted' | 'fitted' | 'cross-fitted';
  readonly estimates: readonly Estimate[];
  /** Why an estimator is not among those that apply, where none were named. */
  readonly leftOut: readonly { readonly estimator: string; readonly reason: string }[];
  /** What the target policy gains over the behaviour policy, with a lower bound; or why there is no saying. */
  readonly gain: Gain | { readonly reason: string };
  readonly diagnostics: Diagnostics;
  /** Episodes that carry an estimate, where they were asked for. */
  readonly influential?: readonly InfluentialEpisode[];
}

/**
 * The value of a target policy from a log that another policy wrote, by several estimators at once.
 *
 * @param rng of the resamples
 * @param log in the states that the policy, or the advice, is over
 * @param target a policy, stationary or over time, or advice to those who wrote the log: see `prepareStudy`
 * @throws ArgumentError or DataError for a log, policy or options that do not fit; NumericalError if no estimator has a
 *   value
 *
 * Cost: about a pass over the log an estimator, times the replicates of a bootstrap.
 *
 * @example
 * const mdp = createEnv('two-armed').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(3, 2), { episodes: 200, horizon: 1 });
 * const { estimates } = offPolicyEvaluation(createRng(1), log, tabular([1, 0, 0], 2), { estimators: ['wis', 'dr'] });
 * // Of arm `right`, which wins with 3/4.
 * estimates.map(({ value }) => value) // [0.7..., 0.7...]
 */
export function offPolicyEvaluation(
  rng: Rng,
  log: Trajectories,
  target: MarkovPolicy | Advised,
  options: OffPolicyOptions = {},
): OffPolicyResult {
  return finishEvaluation(rng, beginEvaluation(rng, log, target, options), options);
}

/** The estimates of an evaluation, without what is known of their errors. */
export interface BegunEvaluation {
  /** The whole log. */
  readonly sample: CountedLog;
  readonly first: readonly (Estimated | Faulty)[];
  /** Those that have a value. */
  readonly estimated: readonly Estimated[];
}

/** @throws as `offPolicyEvaluation` */
export function beginEvaluation(
  rng: Rng,
  log: Trajectories,
  target: MarkovPolicy | Advised,
  options: OffPolicyOptions,
): BegunEvaluation {
  const returns = options.interval ? options.interval.bounds?.returns : undefined;
  if (returns) checkRange('ope: bounds', returns);
  const study = prepareStudy(log, target, { ...options, returnRange: options.returnRange ?? returns });
  const sample = wholeLog(study);
  const first = chosenEstimators(study, options).map((estimator) => pointEstimate(rng, sample, estimator));
  const estimated = first.filter((each): each is Estimated => 'value' in each);
  if (estimated.length === 0 && first.length > 0)
    throw new NumericalError(`ope: some estimator must have a value, got none - ${(first[0] as Faulty).fault}`);
  return { sample, first, estimated };
}

/**
 * Adds the intervals and all else.
 *
 * @param options those that it was begun with
 * @param drawn replicates of the intervals that are there already: see `DrawnIntervalOptions`
 */
export function finishEvaluation(
  rng: Rng,
  { sample, first, estimated }: BegunEvaluation,
  options: OffPolicyOptions,
  drawn?: DrawnIntervalOptions['drawn'],
): OffPolicyResult {
  const { influential = 0 } = options;
  const { study } = sample;
  const intervals =
    options.interval === false ? [] : estimateIntervals(rng, sample, estimated, { ...options.interval, drawn });
  const estimates = first.map((each): Estimate => {
    const { name, details, statistics } = each.estimator;
    if ('fault' in each) return { estimator: name, fault: each.fault };
    const found = intervals.at(estimated.indexOf(each));
    const interval = options.interval === false ? undefined : found;
    return {
      estimator: name,
      value: each.value,
      ...(interval && { interval: interval.value }),
      ...(statistics && {
        statistics: Object.fromEntries(
          statistics.names.map((statistic, k) => [
            statistic,
            {
              value: each.statistics[k],
              ...(interval?.statistics[k] && { interval: interval.statistics[k] }),
            },
          ]),
        ),
      }),
      ...(details && { details: details(sample, rng) }),
    };
  });
  return {
    nEpisodes: study.log.nEpisodes,
    horizon: study.horizon,
    discount: study.discount,
    behaviour: study.behaviour,
    model: study.givenModel
      ? study.givenModel.refit
        ? 'refitted'
        : 'given'
      : study.folds > 1
        ? 'cross-fitted'
        : 'fitted',
    estimates,
    leftOut: options.estimators ? [] : leftOut(study, options),
    gain: gainOverBehaviour(sample, gainOptions(options)),
    diagnostics: diagnose(sample, options.labels),
    ...(influential !== 0 && { influential: influentialEpisodes(rng, sample, estimated, influential) }),
  };
}

/** The lower bound of the gain is the lower end of a two-sided interval at the same level. */
function gainOptions({ interval, candidates }: OffPolicyOptions): GainOptions {
  if (!interval) return { candidates };
  const { level = 0.95, method } = interval;
  return { level: (1 + level) / 2, method: method === 'betting' ? 'betting' : 'normal', candidates };
}

function leftOut(study: Study, { mechanism }: OffPolicyOptions): OffPolicyResult['leftOut'] {
  const obstructed = registered.flatMap((estimator) => {
    const reason = obstacleOf(estimator, study);
    return reason === undefined ? [] : [{ estimator: estimator.name, reason }];
  });
  return mechanism && study.givenModel?.refit ? [...obstructed, { estimator: 'cf', reason: LONG }] : obstructed;
}

const LONG = 'every resample would be evaluated in a model of its own, which takes long - name it to have it done';

function chosenEstimators(study: Study, { estimators, mechanism, ...options }: OffPolicyOptions): Estimator[] {
  if (estimators)
    return estimators.map((each) => (typeof each === 'string' ? findEstimator(each, mechanism, options) : each));
  const applicable = registered.filter((estimator) => obstacleOf(estimator, study) === undefined);
  return mechanism && study.givenModel && !study.givenModel.refit
    ? [...applicable, findEstimator('cf', mechanism, options)]
    : applicable;
}
