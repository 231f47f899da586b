import { createRng } from '../../core/random/rng.js';
import { ArgumentError } from '../../core/errors.js';
import type { WeightedAggregates } from '../../aggregates/estimates/blocks/blockBootstrap.js';
import { type AggregateResult, estimatesOf } from '../../aggregates/estimates/estimatesOf.js';
import { withIntervals } from '../../aggregates/estimates/aggregateIntervals.js';
import { modelDigest } from '../../aggregates/weights/modelDigest.js';
import { policyDigest } from '../../aggregates/weights/policyDigest.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { exactModel } from '../input/exactModel.js';
import { loadMdp } from '../input/loadMdp.js';
import { rangeOf } from '../input/rangeOf.js';
import { resolveMarkovPolicy } from '../input/resolvePolicy.js';
import { labelsOfLog } from '../output/labelsOfLog.js';
import { type IntervalArguments, intervalOptions } from '../ope/evaluatePolicy.js';
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

/**
 * Evaluates a target policy from the sums that were made with it.
 *
 * @throws ArgumentError where they were made with another, or with another model than one that is named
 */
export async function evaluateAggregates(args: AggregatesOpeArguments): Promise<AggregateResult> {
  const { aggregates, env } = await loadAggregates(args.aggregates, args);
  const mdp = args.mdp === undefined ? undefined : await loadMdp(args.mdp, args.round);
  const { nStates, nActions, weighted } = aggregates;
  const model = (): Mdp | undefined => mdp ?? (env && exactModel(env));
  const target = await resolveMarkovPolicy(args.policy, model, { sizes: { nStates, nActions }, round: args.round });
  const labels = labelsOfLog(aggregates, env);
  const returnRange = rangeOf('--return-range', args.returnRange);
  const result = estimatesOf(aggregates, target, {
    ...{ estimators: args.estimator, model: mdp, labels, returnRange },
    ...(args.interval !== 'none' && { gainLevel: (1 + args.level) / 2 }),
  });
  await checkTarget(args.policy, target, weighted!.target);
  if (mdp) await checkModelOf(args.mdp!, mdp, weighted!.modelDigest);
  if (args.interval === 'none') return result;
  return withProgress('resampling', (progress) =>
    withIntervals(createRng(args.seed), aggregates as WeightedAggregates, target, result, {
      ...intervalOptions(args, progress),
      returnRange,
    }),
  );
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
