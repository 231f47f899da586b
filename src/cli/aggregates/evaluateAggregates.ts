import { createRng } from '../../core/random/rng.js';
import { ArgumentError } from '../../core/errors.js';
import type { Aggregates, WeightedSums } from '../../aggregates/aggregates.js';
import { censoredCount } from '../../aggregates/estimates/aggregateDiagnostics.js';
import { type AggregateResult, estimatesOf } from '../../aggregates/estimates/estimatesOf.js';
import { withIntervals } from '../../aggregates/estimates/aggregateIntervals.js';
import { transitionsOf } from '../../aggregates/estimates/transitionsOf.js';
import { modelDigest } from '../../aggregates/weights/modelDigest.js';
import { policyDigest } from '../../aggregates/weights/policyDigest.js';
import type { NamedVerdict } from '../../honest/verdict/namedVerdicts.js';
import type { Env } from '../../mdp/env.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { Range } from '../../ope/intervals/interval.js';
import { opeVerdicts } from '../honest/opeVerdicts.js';
import { exactModel } from '../input/exactModel.js';
import { loadMdp } from '../input/loadMdp.js';
import { rangeOf } from '../input/rangeOf.js';
import { resolveMarkovPolicy } from '../input/resolvePolicy.js';
import { labelsOfLog } from '../output/labelsOfLog.js';
import { type IntervalArguments, intervalOptions } from '../ope/evaluatePolicy.js';
import { type ModelStanding, modelStanding } from '../ope/modelStanding.js';
import { exactIn } from '../ope/opeProblem.js';
import type { Truths } from '../ope/opeReport.js';
import { truthsOf } from '../ope/truthsOf.js';
import { withProgress } from '../output/progressBar.js';
import { type AggregatesArguments, loadAggregates } from './loadAggregates.js';

/** What `ope --aggregates` goes by. */
export interface AggregatesOpeArguments extends AggregatesArguments, IntervalArguments {
  readonly aggregates: readonly string[];
  readonly policy: string;
  readonly mdp?: string | undefined;
  readonly round?: number | undefined;
  readonly estimator?: readonly string[] | undefined;
  readonly seed: number;
}

/** What sums tell of a policy, and what of that is to be believed. */
export interface JudgedAggregates {
  readonly result: AggregateResult;
  /** Exact values, where the sums are of an environment that has them. */
  readonly truths: Truths;
  readonly standing: ModelStanding;
  readonly verdicts: readonly NamedVerdict[];
}

/**
 * Evaluates a target policy from the sums that were made with it.
 *
 * @throws ArgumentError where they were made with another, or with another model than one that is named
 */
export async function evaluateAggregates(args: AggregatesOpeArguments): Promise<JudgedAggregates> {
  const { aggregates, env } = await loadAggregates(args.aggregates, args);
  const mdp = args.mdp === undefined ? undefined : await loadMdp(args.mdp, args.round);
  const { nStates, nActions, weighted } = aggregates;
  const model = (): Mdp | undefined => mdp ?? (env && exactModel(env));
  const target = await resolveMarkovPolicy(args.policy, model, { sizes: { nStates, nActions }, round: args.round });
  const labels = labelsOfLog(aggregates, env);
  const returnRange =
    rangeOf('--return-range', args.returnRange) ?? (weighted && exactRange(env, aggregates, weighted));
  const estimated = estimatesOf(aggregates, target, {
    ...{ estimators: args.estimator, model: mdp, labels, returnRange },
    ...(args.interval !== 'none' && { gainLevel: (1 + args.level) / 2 }),
  });
  await checkTarget(args.policy, target, weighted!.target);
  if (mdp) await checkModelOf(args.mdp!, mdp, weighted!.modelDigest);
  const result =
    args.interval === 'none'
      ? estimated
      : withProgress('resampling', (progress) =>
          withIntervals(createRng(args.seed), aggregates, target, estimated, {
            ...intervalOptions(args, progress),
            returnRange,
          }),
        );
  const truths = truthsOf({ truth: exactIn(env).truth, acting: target, behaviourPolicy: undefined }, result);
  const standing = modelStanding({ log: transitionsOf(aggregates), target, mdp }, result);
  return { result, truths, standing, verdicts: opeVerdicts(result, { standing, truths }) };
}

/** Of the environment that the sums are of, where it has an exact model. */
function exactRange(env: Env | undefined, aggregates: Aggregates, weighted: WeightedSums): Range | undefined {
  const { horizon, discount } = weighted;
  return exactIn(env).returnRange?.({ horizon, discount, cut: censoredCount(aggregates, weighted) > 0 });
}

async function checkTarget(name: string, target: MarkovPolicy, expected: string): Promise<void> {
  const digest = await policyDigest(target);
  if (digest !== expected)
    throw new ArgumentError(
      `--policy: must be the policy that the log was aggregated with (SHA-256 ${expected.slice(0, 12)}…), got ${name} (${digest.slice(0, 12)}…) - name that one, or aggregate the log again with this`,
    );
}

/** Sums without a model do without one, and others take a model all the same. */
async function checkModelOf(name: string, mdp: Mdp, expected: string | undefined): Promise<void> {
  const digest = await modelDigest(mdp);
  if (expected !== undefined && digest !== expected)
    throw new ArgumentError(
      `--mdp: must be the model that the log was aggregated with (SHA-256 ${expected.slice(0, 12)}…), got ${name} (${digest.slice(0, 12)}…) - name that one, or none, or aggregate the log again with this`,
    );
}
