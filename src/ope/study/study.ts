import { ArgumentError, DataError } from '../../core/errors.js';
import { once } from '../../core/once.js';
import { checkPolicyActs } from '../../mdp/checkPolicyActs.js';
import type { Mdp } from '../../mdp/mdp.js';
import { type Advice, checkAdvice } from '../../mdp/advice/advice.js';
import { type Advised, isAdvised } from '../../mdp/advice/advised.js';
import { checkSameSpace } from '../../mdp/checkSameSpace.js';
import { checkMarkovPolicyFits, checkActsOverTime } from '../../mdp/overTime/checkMarkovPolicyFits.js';
import { checkMarkovPolicy } from '../../mdp/overTime/checkPolicyOverTime.js';
import { type MarkovPolicy, type PolicyOverTime, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import { checkTrajectories } from '../../trajectories/checkTrajectories.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import { type Range, checkRange } from '../intervals/interval.js';
import { episodeReturns } from '../../trajectories/episodeReturns.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { adviceLogRatios } from './adviceLogRatios.js';
import { knownLogRatios } from './knownLogRatios.js';
import { loggedTarget } from './loggedTarget.js';
import { meanAdvised } from './meanAdvised.js';
import { meanOverTime } from './meanOverTime.js';
import { type ModelRows, givenModelRows } from './modelRows.js';
import { type StepWeights, stepWeights } from './stepWeights.js';
import { type TimedTransitions, timedTransitions } from './timedTransitions.js';
import { type TransitionIndex, indexTransitions } from './transitionIndex.js';
import { type ValueTables, valueTables } from './valueTables.js';

export interface StudyOptions {
  /** Most steps of a run, H; default: the log's horizon, or its longest episode. No episode may be longer. */
  readonly horizon?: number | undefined;
  /** In (0, 1]; default 1. */
  readonly discount?: number | undefined;
  /**
   * The policy that wrote the log.
   * - `logged`: the probabilities in the log.
   * - a policy over the log's states; where the log has probabilities, too, they must agree to 1e-9.
   * - `estimated`: n(s, a) / n(s) from the log itself, pooled over time, unsmoothed.
   *
   * Default `logged` where the log has probabilities, else `estimated`.
   */
  readonly behaviour?: Policy | 'logged' | 'estimated' | undefined;
  /**
   * Model over the log's states that model-based estimators use, and hold fixed unless `refit` is given; default: fitted
   * to the log.
   */
  readonly model?: Mdp | undefined;
  /**
   * The given model as it would have been fitted to a resample, in resampling intervals, as by `refitter`: over the same
   * states and actions.
   *
   * @param episodes indices of those taken, in increasing order; one may come more than once
   */
  readonly refit?: ((episodes: Uint32Array) => Mdp) | undefined;
  /**
   * Folds of cross-fitting, an integer from 2: dr, wdr and magic then use for an episode the model that was fitted to
   * the other folds. Episode e is in fold e mod crossFit. Default 1: no cross-fitting.
   */
  readonly crossFit?: number | undefined;
  /**
   * Least and greatest possible discounted return of a run, known of the process (`returnRange` of an exact model) and
   * not read off the log; `cis` needs it.
   */
  readonly returnRange?: Range | undefined;
}

/** Ratios and their products, where the behaviour is known. */
export interface KnownRatios {
  /** Shape (steps): rho of each step. */
  readonly ratios: () => Float64Array;
  /** Those of the whole log, or, where some are too small for a number beside the largest, those of a sample alone. */
  readonly weights: (count: Float64Array) => StepWeights;
}

/** A model that was given, and the target's values in it. */
export interface GivenModel {
  readonly mdp: Mdp;
  readonly rows: ModelRows;
  readonly values: () => ValueTables;
  /** As of `StudyOptions`. */
  readonly refit: StudyOptions['refit'];
}

/** A log and a target policy, checked and arranged for estimators. */
export interface Study {
  readonly log: Trajectories;
  /**
   * Where advice or a policy over time is studied, what is done on average in each state, for diagnostics alone: see
   * `meanAdvised` and `meanOverTime`.
   */
  readonly target: Policy;
  /** The target policy, where it goes by the step. */
  readonly overTime: PolicyOverTime | undefined;
  /** What the clinicians who wrote the log follow, in place of a target policy. */
  readonly advice: Advice | undefined;
  readonly horizon: number;
  readonly discount: number;
  /** Shape (H + 1): discount^t. */
  readonly discountPower: Float64Array;
  readonly behaviour: 'known' | 'estimated';
  /** The behaviour policy as a whole, where it was given. */
  readonly behaviourPolicy: Policy | undefined;
  /** Folds of cross-fitting, 1 for none. */
  readonly folds: number;
  /** Least and greatest possible return, where they were given. */
  readonly returnRange: Range | undefined;
  /** Shape (n): discounted return of each episode. */
  readonly observedReturn: Float64Array;
  /** Shape (n): episodes in increasing order of it. */
  readonly returnOrder: () => Uint32Array;
  /** Shape (steps): log e_t(a_t | s_t), the target's of the logged actions. */
  readonly logTarget: Float64Array;
  /** The distinct transitions of the log. */
  readonly transitions: () => TransitionIndex;
  /** The same by time. */
  readonly timed: () => TimedTransitions;
  /** Ratios of the policies, where the behaviour is known: they do not depend on the sample. */
  readonly known: KnownRatios | undefined;
  readonly givenModel: GivenModel | undefined;
}

/**
 * Checks a log, a target policy and options against each other, and arranges them for estimators.
 *
 * @param log in the states that the policy, or the advice, is over
 * @param acting the target policy, stationary or over time for at least H steps; or advice, whose ratios need the log's own probabilities of all actions: see
 *   `adviceLogRatios`. Only estimators that go by weights alone serve it. Where a behaviour policy over the log's states
 *   is all that clinicians go by, `advisedPolicy` makes a policy of the two, which all estimators serve.
 * @throws ArgumentError if sizes, horizon, discount, folds or the model do not fit
 * @throws DataError for a logged action that the behaviour policy excludes, or probabilities that disagree with it
 *
 * Cost O(steps + S·A).
 */
export function prepareStudy(log: Trajectories, acting: MarkovPolicy | Advised, options: StudyOptions = {}): Study {
  const { discount = 1, model, refit, crossFit: folds = 1, returnRange } = options;
  checkTrajectories(log, 'ope');
  if (log.nEpisodes === 0) throw new DataError('ope: the log must hold at least one episode, got none');
  const advice = isAdvised(acting) ? checkedAdvice(log, acting.advice, options) : undefined;
  const policy = isAdvised(acting) ? meanAdvised(log, acting.advice) : acting;
  checkMarkovPolicy(policy, 'ope: target policy');
  const overTime = isOverTime(policy) ? policy : undefined;
  const horizon = checkedHorizon('ope', log, options, overTime ? {} : { instead: 'dm-infinite' });
  checkMarkovPolicyFits('ope', policy, log, horizon);
  if (!(Number.isInteger(folds) && folds >= 1 && folds <= log.nEpisodes))
    throw new ArgumentError(`ope: crossFit must be an integer from 1 to the ${log.nEpisodes} episodes, got ${folds}`);
  if (model && (model.nStates < log.nStates || model.nActions !== log.nActions))
    throw new ArgumentError(
      `ope: model must be over the log's ${log.nStates} states and ${log.nActions} actions, got ${model.nStates} and ${model.nActions} - project the log to the model's space first`,
    );
  if (refit && !model)
    throw new ArgumentError('ope: refit must go with the model that it fits anew, got none - give that, too');
  if (returnRange) checkRange('ope: returnRange', returnRange);
  const behaviour = options.behaviour ?? (hasPropensities(log) ? 'logged' : 'estimated');
  const logTarget = loggedTarget(log, policy);
  const logRatios = advice
    ? adviceLogRatios(log, advice)
    : behaviour === 'estimated'
      ? undefined
      : knownLogRatios(log, logTarget, behaviour);
  const transitions = once(() => indexTransitions(log));
  const observedReturn = episodeReturns(log, discount);
  const discountPower = Float64Array.from({ length: horizon + 1 }, (_, t) => discount ** t);
  return {
    log,
    target: isOverTime(policy) ? meanOverTime(log, policy) : policy,
    overTime,
    advice,
    horizon,
    discount,
    discountPower,
    behaviour: logRatios ? 'known' : 'estimated',
    behaviourPolicy: typeof behaviour === 'string' ? undefined : behaviour,
    folds,
    returnRange,
    observedReturn,
    returnOrder: once(() =>
      Uint32Array.from(observedReturn.keys()).sort((a, b) => observedReturn[a] - observedReturn[b]),
    ),
    logTarget,
    transitions,
    timed: once(() => timedTransitions(log, transitions())),
    known: logRatios && knownRatios(log, horizon, logRatios),
    givenModel: model && { ...given(log, model, policy, horizon, discount), refit },
  };
}

/** Advice that the log can be weighed under. */
function checkedAdvice(log: Trajectories, advice: Advice, { behaviour = 'logged', model }: StudyOptions): Advice {
  checkAdvice(advice, 'ope: advice');
  checkSameSpace('ope', 'advice', advice, log);
  if (behaviour !== 'logged' || !log.propensities)
    throw new ArgumentError(
      `ope: advice must be weighed by the logged probabilities of all actions, got ${behaviour !== 'logged' ? 'another behaviour' : log.propensity ? 'those of the actions taken' : 'none'} - log them; if clinicians go by the log's states alone, make a policy of theirs and the advice, by advisedPolicy()`,
    );
  if (model)
    throw new ArgumentError(
      'ope: a model must not go with advice, as it holds no policy over the states to use it for, got one - leave it out',
    );
  return advice;
}

function knownRatios(log: Trajectories, horizon: number, logRatios: Float64Array): KnownRatios {
  const shared = once(() => stepWeights(log, horizon, logRatios));
  const underflows = once(() => {
    const { weight, whole, live } = shared();
    return live.some((steps, e) => {
      const first = log.episodeStart[e];
      if (steps === log.episodeStart[e + 1] - first && whole[e] === 0) return true;
      return weight.subarray(first, first + steps).includes(0);
    });
  });
  return {
    ratios: once(() => logRatios.map(Math.exp)),
    weights: (count) => (underflows() ? stepWeights(log, horizon, logRatios, count) : shared()),
  };
}

function hasPropensities({ propensity, propensities }: Trajectories): boolean {
  return propensity !== undefined || propensities !== undefined;
}

function given(
  log: Trajectories,
  mdp: Mdp,
  target: MarkovPolicy,
  horizon: number,
  discount: number,
): Omit<GivenModel, 'refit'> {
  checkMarkovPolicyFits('ope: model', target, mdp, horizon);
  if (isOverTime(target)) checkActsOverTime('ope: model', target, mdp, horizon, (t) => statesAt(log, t));
  else checkPolicyActs('ope: model', target, mdp, log.state);
  const rows = givenModelRows(mdp);
  return { mdp, rows, values: once(() => valueTables(rows, target, horizon, discount)) };
}

/** The states that episodes are in at step t. */
function statesAt({ nEpisodes, episodeStart, state }: Trajectories, t: number): number[] {
  const states: number[] = [];
  for (let e = 0; e < nEpisodes; e++)
    if (episodeStart[e] + t < episodeStart[e + 1]) states.push(state[episodeStart[e] + t]);
  return states;
}
