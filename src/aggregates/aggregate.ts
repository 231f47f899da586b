import { ArgumentError, DataError } from '../core/errors.js';
import { checkHorizon } from '../mdp/evaluate/horizon.js';
import { checkSameSpace } from '../mdp/checkSameSpace.js';
import { checkMarkovPolicy, checkSteps } from '../mdp/overTime/checkPolicyOverTime.js';
import type { MarkovPolicy } from '../mdp/overTime/policyOverTime.js';
import { type Policy, checkPolicy } from '../mdp/policy.js';
import type { Aggregates, WeightedSums } from './aggregates.js';
import { MOST_BLOCKS, checkBlocks } from '../trajectories/blockOf.js';
import { type EpisodeVisitor, walkEpisodes } from './source/episodeWalk.js';
import type { StepSource } from './source/stepSource.js';
import { TransitionTally } from './sums/transitionTally.js';
import { behaviourOf } from './weights/behaviourOf.js';
import { LogRatios } from './weights/logRatios.js';
import { policyDigest } from './weights/policyDigest.js';
import { WeightTally } from './weights/weightTally.js';

/** Counts from which a behaviour policy is estimated: those of a whole log, for each of its parts. */
export type BehaviourCounts = Pick<Aggregates, 'nStates' | 'nActions' | 'source' | 'counts'>;

export interface AggregateOptions {
  /** The policy to be valued; default none: counts alone. */
  readonly target?: MarkovPolicy | undefined;
  /** Most steps of an episode; default the log's horizon, or its longest episode. No episode may be longer. */
  readonly horizon?: number | undefined;
  /** In (0, 1]; default 1. */
  readonly discount?: number | undefined;
  /** 1, 16, 256 or 4,096; default 4,096. */
  readonly blocks?: number | undefined;
  /**
   * The policy that wrote the log.
   * - `logged`: the probabilities in the log.
   * - a policy over the log's states; where the log has probabilities, too, they must agree to 1e-9.
   * - `estimated`: n(s, a) / n(s) from the log itself, for which it is read twice.
   * - aggregates of the whole log, from whose counts it is estimated: for its parts, which alone would not add up.
   *
   * Default `logged` where the log has probabilities, else `estimated`.
   */
  readonly behaviour?: Policy | BehaviourCounts | 'logged' | 'estimated' | undefined;
}

/**
 * Sums up a log of any length: what `fit`, the estimators and their intervals need of it.
 *
 * @param source rows of an episode adjacent, t from 0; checked
 * @throws ArgumentError on options that do not fit; DataError naming the episode and step on what is wrong with the log
 *
 * Cost O(steps), in one pass, or two where the behaviour is estimated. Memory does not depend on the length of the log:
 * some 30 bytes a transition, 50 a cell (t, s, s'), and 72 for each block and step of the longest episode.
 */
export async function aggregate(source: StepSource, options: AggregateOptions = {}): Promise<Aggregates> {
  const { target, blocks = MOST_BLOCKS } = options;
  checkBlocks('aggregate', blocks);
  const transitions = new TransitionTally();
  const weighing = target ? await startWeighing(source, target, blocks, options, transitions) : undefined;
  if (!target && options.behaviour !== undefined)
    throw new ArgumentError(
      'aggregate: a behaviour must go with a target policy, got none - give one, or leave it out',
    );
  const visitors: EpisodeVisitor[] = weighing?.counted ? [] : [transitions];
  if (weighing) visitors.push(weighing.tally);
  await walkEpisodes(weighing?.source ?? source, visitors);
  const counts = transitions.counts();
  if (counts.count.length === 0)
    throw new DataError(`${source.name}: must hold at least one step, got none - check that it was written to its end`);
  const nStates = weighing?.source.nStates ?? source.nStates ?? transitions.nStates;
  return {
    nStates,
    nActions: weighing?.source.nActions ?? source.nActions ?? transitions.nActions,
    source: source.source,
    blocks,
    counts,
    first: transitions.first(nStates),
    ...(weighing && { weighted: weighing.finish() }),
  };
}

interface Weighing {
  /** The log, of a size that is known now. */
  readonly source: StepSource;
  readonly tally: WeightTally;
  /** Whether a first pass has counted the transitions. */
  readonly counted: boolean;
  readonly finish: () => WeightedSums;
}

/** All that has to be known before the weights of a log can be summed. */
async function startWeighing(
  log: StepSource,
  target: MarkovPolicy,
  blocks: number,
  { discount = 1, ...options }: AggregateOptions,
  transitions: TransitionTally,
): Promise<Weighing> {
  const { nStates, nActions } = target;
  const horizon = options.horizon ?? log.source.horizon;
  const source = {
    ...{ name: log.name, source: log.source, hasPropensity: log.hasPropensity, nStates, nActions },
    chunks: () => log.chunks(),
  };
  checkMarkovPolicy(target, 'aggregate: target policy');
  const space = { nStates: log.nStates ?? nStates, nActions: log.nActions ?? nActions, source: log.source };
  checkSameSpace('aggregate', 'policy', target, space);
  checkHorizon('aggregate', { discount, horizon: horizon ?? 1 });
  if (horizon === 0 || horizon === Infinity)
    throw new ArgumentError(
      `aggregate: horizon must be a finite number of steps from 1, got ${horizon} - leave it out for the longest episode`,
    );
  if (horizon !== undefined) checkSteps('aggregate', target, horizon);
  const kind = options.behaviour ?? (log.hasPropensity ? 'logged' : 'estimated');
  if (kind === 'logged' && !log.hasPropensity)
    throw new ArgumentError(
      `aggregate: ${log.name} must have the probabilities of its actions, got none - name the behaviour policy, or let it be estimated`,
    );
  const counted = kind === 'estimated';
  if (counted) await walkEpisodes(source, [transitions]);
  const behaviour =
    kind === 'logged'
      ? undefined
      : kind === 'estimated'
        ? behaviourOf({ nStates, nActions, source: log.source, counts: transitions.counts() })
        : 'counts' in kind
          ? behaviourOf(kind)
          : kind;
  if (behaviour) {
    checkPolicy(behaviour, 'aggregate: behaviour policy');
    checkSameSpace('aggregate: behaviour', 'policy', behaviour, space);
  }
  const estimated = counted || (typeof kind === 'object' && 'counts' in kind);
  const most = horizon ?? ('horizon' in target ? target.horizon : undefined) ?? Infinity;
  const ratios = new LogRatios(target, behaviour, !estimated);
  const tally = new WeightTally(ratios, { nStates, blocks, discount, horizon: most });
  const digest = await policyDigest(target);
  const behaviourDigest = estimated && behaviour ? await policyDigest(behaviour) : undefined;
  return {
    source,
    tally,
    counted,
    finish: () => ({
      horizon: horizon ?? tally.longest,
      discount,
      target: digest,
      behaviour: behaviour ? (estimated ? 'estimated' : 'given') : 'logged',
      ...(behaviourDigest !== undefined && { behaviourDigest }),
      ...tally.sums(),
    }),
  };
}
