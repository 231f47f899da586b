import { ArgumentError, DataError } from '../core/errors.js';
import type { Aggregates } from './aggregates.js';
import type { AggregateOptions } from './aggregateOptions.js';
import { MOST_BLOCKS, checkBlocks } from '../trajectories/blockOf.js';
import { type EpisodeVisitor, walkEpisodes } from './source/episodeWalk.js';
import type { StepSource } from './source/stepSource.js';
import { TransitionTally } from './sums/transitionTally.js';
import { startWeighing } from './weights/startWeighing.js';

/**
 * Sums up a log of any length: what `fit`, the estimators and their intervals need of it.
 *
 * @param source rows of an episode adjacent, t from 0; checked
 * @throws ArgumentError on options that do not fit; DataError naming the episode and step on what is wrong with the log
 *
 * Cost O(steps), in one pass, or two where the behaviour is estimated. Memory does not depend on the length of the log:
 * some 30 bytes a transition, 50 a cell (t, s, s'), and 88 for each block and step of the longest episode; with a model,
 * 8 for each step, state and action.
 *
 * @example
 * const mdp = createEnv('two-armed').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(3, 2), { episodes: 200, horizon: 1 });
 * const target = tabular([1, 0, 0], 2);
 * const sums = await aggregateLog(memorySource(log), { target });
 * sums.counts.count.reduce((sum, n) => sum + n) // 200
 */
export async function aggregate(source: StepSource, options: AggregateOptions = {}): Promise<Aggregates> {
  const { target, blocks = MOST_BLOCKS } = options;
  checkBlocks('aggregate', blocks);
  const transitions = new TransitionTally();
  const weighing = target ? await startWeighing(source, target, blocks, options, transitions) : undefined;
  for (const what of ['behaviour', 'model'] as const)
    if (!target && options[what] !== undefined)
      throw new ArgumentError(
        `aggregate: a ${what} must go with a target policy, got none - give one, or leave it out`,
      );
  const visitors: EpisodeVisitor[] = weighing?.counted ? [] : [transitions];
  if (weighing) visitors.push(weighing.tally);
  await walkEpisodes(weighing?.source ?? source, visitors);
  const counts = transitions.counts();
  if (counts.count.length === 0)
    throw new DataError(
      `${source.name}: must hold at least one step, got none - check that it was written to its end, and take no more shards than it has parts`,
    );
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
