import { ArgumentError } from '../../core/errors.js';
import { checkSameSpace } from '../../mdp/checkSameSpace.js';
import { checkHorizon } from '../../mdp/evaluate/horizon.js';
import type { Mdp } from '../../mdp/mdp.js';
import { checkMarkovPolicy, checkSteps } from '../../mdp/overTime/checkPolicyOverTime.js';
import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import { checkPolicy } from '../../mdp/policy.js';
import type { AggregateOptions } from '../aggregateOptions.js';
import type { WeightedSums } from '../aggregates.js';
import { walkEpisodes } from '../source/episodeWalk.js';
import type { StepSource } from '../source/stepSource.js';
import type { TransitionTally } from '../sums/transitionTally.js';
import { behaviourOf } from './behaviourOf.js';
import { checkModel, checkModelActs } from './checkModel.js';
import { LogRatios } from './logRatios.js';
import { modelDigest } from './modelDigest.js';
import { ModelTerms } from './modelTerms.js';
import { policyDigest } from './policyDigest.js';
import { WeightTally } from './weightTally.js';

/** What is to be summed of a log beside its counts. */
export interface Weighing {
  /** The log, of a size that is known now. */
  readonly source: StepSource;
  readonly tally: WeightTally;
  /** Whether a first pass has counted the transitions. */
  readonly counted: boolean;
  readonly finish: () => WeightedSums;
}

/**
 * Finds out all that has to be known before the weights of a log can be summed.
 *
 * @param transitions counts the log where that takes a pass of its own
 * @throws ArgumentError on options that do not fit
 */
export async function startWeighing(
  log: StepSource,
  target: MarkovPolicy,
  blocks: number,
  { discount = 1, model, ...options }: AggregateOptions,
  transitions: TransitionTally,
): Promise<Weighing> {
  const { nStates, nActions } = target;
  const horizon = options.horizon ?? log.source.horizon ?? (model && isOverTime(target) ? target.horizon : undefined);
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
  const given = model && { mdp: model, ...checkedModel(model, target, { horizon, discount }) };
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
  const most = horizon ?? (isOverTime(target) ? target.horizon : undefined) ?? Infinity;
  const ratios = new LogRatios(target, behaviour, !estimated);
  const tally = new WeightTally(ratios, { nStates, blocks, discount, horizon: most, model: given?.terms });
  const digest = await policyDigest(target);
  const givenDigest = given && (await modelDigest(given.mdp));
  const behaviourDigest = estimated && behaviour ? await policyDigest(behaviour) : undefined;
  return {
    source,
    tally,
    counted,
    finish: () => {
      const sums = tally.sums();
      if (given) checkModelActs('aggregate', given.mdp, target, { horizon: given.horizon, cells: sums.cells });
      return {
        horizon: horizon ?? tally.longest,
        discount,
        target: digest,
        behaviour: behaviour ? (estimated ? 'estimated' : 'given') : 'logged',
        ...(behaviourDigest !== undefined && { behaviourDigest }),
        ...(givenDigest !== undefined && { modelDigest: givenDigest }),
        ...sums,
      };
    },
  };
}

/** @throws ArgumentError for one of other states, or where it is not known how many steps a run has */
function checkedModel(
  model: Mdp,
  target: MarkovPolicy,
  { horizon, discount }: { readonly horizon: number | undefined; readonly discount: number },
): { readonly horizon: number; readonly terms: ModelTerms } {
  if (horizon === undefined)
    throw new ArgumentError(
      'aggregate: horizon must be known where there is a model, whose values hang on the steps that are left, got none - give the most steps of an episode',
    );
  checkModel('aggregate', model, target, horizon);
  return { horizon, terms: new ModelTerms(model, target, { horizon, discount }) };
}
