import { createRng } from '../../core/random/rng.js';
import { ArgumentError } from '../../core/errors.js';
import type { WeightedAggregates } from '../../aggregates/estimates/blocks/blockBootstrap.js';
import { type AggregateResult, estimatesOf } from '../../aggregates/estimates/estimatesOf.js';
import { withIntervals } from '../../aggregates/estimates/aggregateIntervals.js';
import { policyDigest } from '../../aggregates/weights/policyDigest.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { exactModel } from '../input/exactModel.js';
import { loadMdp } from '../input/loadMdp.js';
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
 * @throws ArgumentError where they were made with another
 */
export async function evaluateAggregates(args: AggregatesOpeArguments): Promise<AggregateResult> {
  const { aggregates, env } = await loadAggregates(args.aggregates, args);
  const mdp = args.mdp === undefined ? undefined : await loadMdp(args.mdp, args.round);
  const { nStates, nActions, weighted } = aggregates;
  const model = (): Mdp | undefined => mdp ?? (env && exactModel(env));
  const target = await resolveMarkovPolicy(args.policy, model, { sizes: { nStates, nActions }, round: args.round });
  const labels = labelsOfLog(aggregates, env);
  const result = estimatesOf(aggregates, target, { estimators: args.estimator, model: mdp, labels });
  await checkTarget(args.policy, target, weighted!.target);
  if (args.interval === 'none') return result;
  return withProgress('resampling', (progress) =>
    withIntervals(
      createRng(args.seed),
      aggregates as WeightedAggregates,
      target,
      result,
      intervalOptions(args, progress),
    ),
  );
}

async function checkTarget(name: string, target: MarkovPolicy, expected: string): Promise<void> {
  const digest = await policyDigest(target);
  if (digest !== expected)
    throw new ArgumentError(
      `--policy: must be the policy that the log was aggregated with (SHA-256 ${expected.slice(0, 12)}…), got ${name} (${digest.slice(0, 12)}…) - name that one, or aggregate the log again with this`,
    );
}
