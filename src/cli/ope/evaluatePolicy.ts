import { ArgumentError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import { createRng } from '../../core/random/rng.js';
import type { Unmodelled, UnmodelledRule } from '../../counterfactual/chain/observedModel.js';
import { fit } from '../../fit/fit.js';
import { isAdvised } from '../../mdp/advice/advised.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import { type FoldedEvaluation, type FoldedOptions, foldedEvaluation } from '../../honest/foldedEvaluation.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import {
  type DrawnIntervalOptions,
  type IntervalOptions,
  checkedMethod,
} from '../../ope/intervals/estimateIntervals.js';
import type { Range } from '../../ope/intervals/interval.js';
import {
  type BegunEvaluation,
  type OffPolicyResult,
  beginEvaluation,
  finishEvaluation,
} from '../../ope/offPolicyEvaluation.js';
import type { Estimator } from '../../ope/estimators/estimator.js';
import { censoredEpisodes } from '../../trajectories/censoredEpisodes.js';
import { longestEpisode } from '../../trajectories/longestEpisode.js';
import { type Threads, chosenThreads } from '../arguments/threads.js';
import type { NamedMechanism } from '../evaluate/followJob.js';
import { isModule } from '../input/plugins/pluginSpec.js';
import { rangeOf } from '../input/rangeOf.js';
import { type MechanismSetting, resolveMechanism } from '../input/resolveMechanism.js';
import { type ScoreSetting, namedScore } from '../input/resolveScores.js';
import { noteUnmodelled } from '../output/notes/noteUnmodelled.js';
import { withProgress, withProgressOf } from '../output/progressBar.js';
import type { OpeProblem } from './opeProblem.js';
import { drawnInThreads } from './replicates/drawnInThreads.js';

/** What the options of intervals parse to. */
export interface IntervalArguments {
  readonly interval: string;
  readonly level: number;
  readonly replicates: number;
  readonly returnRange?: string | undefined;
  readonly rewardRange?: string | undefined;
  readonly maxRatio?: number | undefined;
}

/** What `opeOptions` parse to. */
export interface OpeArguments
  extends IntervalArguments, Pick<MechanismSetting, 'draws' | 'seed'>, Pick<ScoreSetting, 'scoreDiscount'> {
  readonly score: 'reward' | 'value';
  readonly crossFit: number;
  readonly mechanism: string;
  readonly unmodelled: UnmodelledRule;
  readonly horizon?: number | undefined;
  readonly discount?: number | undefined;
  /** Of commands that ask for them. */
  readonly influential?: number | undefined;
  /** As of `threadsOption`. */
  readonly threads?: number | undefined;
  /** Estimators as the command line names them, which are resolved already. */
  readonly estimator?: readonly string[] | undefined;
}

/**
 * Evaluates the target policy of a problem as the command line says, by the estimators that `resolveEstimators` found.
 *
 * @param label what the progress bar says is being done
 */
export async function evaluatePolicy(
  label: string,
  problem: OpeProblem,
  args: OpeArguments & {
    readonly discount: number;
    readonly estimators: readonly (string | Estimator)[] | undefined;
    /** How many policies the best is chosen from; default 1. */
    readonly candidates?: number;
    /** How to fit the model anew to a resample, where it is not to be held fixed: see `modelRefit`. */
    readonly refitted?: ((episodes: Uint32Array) => Mdp) | undefined;
  },
): Promise<OffPolicyResult> {
  const { log, target, mdp } = problem;
  const { estimators, refitted } = args;
  const counterfactual = estimators?.includes('cf') ?? (mdp !== undefined && !refitted);
  if (isAdvised(target) && counterfactual)
    throw new ArgumentError(
      `${estimators ? '--estimator cf' : '--mdp'}: a model holds no policy over the states for advice, got one to use - leave it out; couplet evaluate has what would have happened to each patient`,
    );
  const mechanism = counterfactual && !isAdvised(target) ? mechanismOf({ log, target, mdp }, args) : undefined;
  const complete = mechanism && (await resolveMechanism(mechanism.spec, mechanism.setting));
  const threads = chosenThreads(args.threads);
  const result = await withProgressOf(label, async (progress) => {
    const options = {
      ...commonOptions(problem, args, progress),
      ...{ model: mdp, refit: refitted, mechanism: complete },
      ...{ unmodelled: args.unmodelled, candidates: args.candidates },
    };
    const rng = createRng(args.seed);
    const begun = beginEvaluation(rng, log, target, options);
    const { interval } = options;
    const drawn = interval && !refitted ? await drawnBy(threads, begun, interval) : undefined;
    return finishEvaluation(rng, begun, options, drawn);

    /** By threads, where the interval resamples and it can be told how often. */
    async function drawnBy(
      by: Threads,
      evaluation: BegunEvaluation,
      asked: IntervalOptions,
    ): Promise<DrawnIntervalOptions['drawn']> {
      const { appliesTo, name: method } = checkedMethod(evaluation.sample, asked);
      const { replicates } = args;
      if (appliesTo !== 'resampling' || !(Number.isInteger(replicates) && replicates >= 2)) return undefined;
      const { horizon, discount, behaviour, crossFit, returnRange } = options;
      const drawing = {
        ...{ begun: evaluation, seed: args.seed, log, target, mechanism, unmodelled: args.unmodelled },
        options: { horizon, discount, behaviour, crossFit, returnRange, model: mdp },
        modules: (args.estimator ?? []).filter(isModule),
        resampling: { method, replicates },
      };
      return drawnInThreads(drawing, by, progress);
    }
  });
  // With a given model the details say so.
  const details = result.estimates.find(({ estimator }) => estimator === 'cf')?.details;
  if (details?.unmodelled) noteUnmodelled(log, details.unmodelled as Unmodelled);
  return result;
}

/** Evaluates a way to learn policies fold by fold, likewise. */
export function evaluateLearned(
  label: string,
  problem: OpeProblem,
  learn: (part: Trajectories) => Policy,
  args: OpeArguments & {
    readonly discount: number;
    readonly estimators: readonly (string | Estimator)[] | undefined;
    readonly folds: number;
  },
): FoldedEvaluation {
  return withProgress(label, (progress) =>
    foldedEvaluation(createRng(args.seed), problem.log, learn, {
      ...commonOptions(problem, args, progress),
      folds: args.folds,
    }),
  );
}

function commonOptions(
  problem: OpeProblem,
  args: OpeArguments & { readonly estimators: readonly (string | Estimator)[] | undefined },
  progress: Progress,
): FoldedOptions {
  return {
    behaviour: problem.behaviour,
    labels: problem.labels,
    estimators: args.estimators,
    interval: args.interval === 'none' ? false : intervalOptions(args, progress),
    crossFit: args.crossFit,
    horizon: args.horizon,
    discount: args.discount,
    influential: args.influential,
    returnRange: rangeOf('--return-range', args.returnRange) ?? exactRange(problem, args),
  };
}

/** Of the environment, for the horizon that `prepareStudy` takes; a wrong one is its to refuse. */
function exactRange(
  { log, returnRange }: OpeProblem,
  { horizon = log.source.horizon ?? longestEpisode(log), discount = 1 }: Pick<OpeArguments, 'horizon' | 'discount'>,
): Range | undefined {
  if (!(Number.isInteger(horizon) && horizon >= 1)) return undefined;
  return returnRange?.({ horizon, discount, cut: censoredEpisodes(log, horizon).length > 0 });
}

/** What `--interval` and those beside it ask for, where it is not `none`. */
export function intervalOptions(args: IntervalArguments, progress: Progress): IntervalOptions {
  let done = 0;
  return {
    method: args.interval,
    level: args.level,
    replicates: args.replicates,
    bounds: {
      returns: rangeOf('--return-range', args.returnRange),
      rewards: rangeOf('--reward-range', args.rewardRange),
      ratio: ratioOf(args.maxRatio),
    },
    onReplicate: () => {
      progress(++done, 2 * args.replicates);
    },
  };
}

function ratioOf(ratio: number | undefined): number | undefined {
  if (ratio === undefined || (ratio >= 1 && ratio < Infinity)) return ratio;
  throw new ArgumentError(`--max-ratio: must be a finite number of at least 1, got ${ratio}`);
}

/** Only `cf` needs one. */
function mechanismOf(
  { log, target, mdp }: Pick<OpeProblem, 'log' | 'mdp'> & { readonly target: MarkovPolicy },
  args: OpeArguments,
): NamedMechanism {
  const { draws, seed, score, scoreDiscount } = args;
  const scored = namedScore(score, { mdp: mdp ?? fit(log, undefined).mdp, policy: target, scoreDiscount });
  return { spec: args.mechanism, setting: { context: { score: scored }, draws, seed } };
}
