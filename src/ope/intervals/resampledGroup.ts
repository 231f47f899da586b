import type { Rng } from '../../core/random/rng.js';
import { MOST_BLOCKS } from '../../trajectories/blockOf.js';
import type { Estimator } from '../estimators/estimator.js';
import { hasWeight } from '../study/checkWeights.js';
import { type CountedLog, takeSample } from '../study/countedLog.js';
import { statisticsByBlock } from './bootstrap/blockBootstrap.js';
import { type CountedStatistics, type Replicates, bootstrapReplicates } from './bootstrap/bootstrapReplicates.js';
import type { ResamplingIntervalDefinition } from './registry.js';

/** Estimators that share their resamples: all of them weigh episodes, or none. */
export interface ResampledGroup {
  readonly weighted: boolean;
  readonly estimators: readonly Estimator[];
}

/**
 * The groups of some estimators. Only those that weigh episodes need resamples in which some weight is positive: the
 * others are not conditioned on it.
 */
export function resampledGroups(estimators: readonly Estimator[]): ResampledGroup[] {
  return [false, true]
    .map((weighted) => ({
      weighted,
      estimators: estimators.filter(({ usesWeights, resampled }) => usesWeights === weighted && resampled !== false),
    }))
    .filter((group) => group.estimators.length > 0);
}

/** Columns of a group's statistics: of each estimator its estimate, then its further statistics. */
export function columnsOf({ estimators }: ResampledGroup): {
  readonly offsets: readonly number[];
  readonly nStatistics: number;
} {
  const offsets = [0];
  for (const { statistics } of estimators)
    offsets.push(offsets[offsets.length - 1] + 1 + (statistics?.names.length ?? 0));
  return { offsets, nStatistics: offsets[estimators.length] };
}

/**
 * The statistics of a group on a resample, with everything fitted to it.
 *
 * What an estimator draws by itself depends on the number of the resample alone, and not on what was drawn before.
 *
 * @param sample the whole log
 */
export function groupStatistics(
  rng: Rng,
  sample: CountedLog,
  group: ResampledGroup,
  onReplicate?: () => void,
): CountedStatistics {
  const { weighted, estimators } = group;
  const { offsets } = columnsOf(group);
  return (counts, out, number) => {
    const taken = takeSample(sample.study, counts);
    if (weighted && !hasWeight(taken)) return false;
    const own = ownDraws(rng, number);
    estimators.forEach((estimator, k) => {
      out[offsets[k]] = estimator.estimate(taken, own);
      if (estimator.statistics) out.set(estimator.statistics.compute(taken), offsets[k] + 1);
    });
    onReplicate?.();
    return true;
  };
}

/** Which of the replicates; default all. */
export interface ReplicateNumbers {
  readonly from: number;
  readonly to: number;
}

/**
 * Replicates of a group, all or some of their numbers.
 *
 * @param sample the whole log
 * @returns throws as `bootstrapReplicates`, and what an estimator throws
 */
export function groupReplicates(
  rng: Rng,
  sample: CountedLog,
  group: ResampledGroup,
  {
    method: { byBlock },
    onReplicate,
    ...options
  }: {
    readonly method: Pick<ResamplingIntervalDefinition, 'byBlock'>;
    readonly replicates?: number | undefined;
    readonly onReplicate?: (() => void) | undefined;
  },
): (numbers?: ReplicateNumbers) => Replicates {
  const { log } = sample.study;
  const ofEpisodes = groupStatistics(rng, sample, group, onReplicate);
  const statistics = byBlock ? statisticsByBlock(log, ofEpisodes) : ofEpisodes;
  const sizes = { n: byBlock ? MOST_BLOCKS : log.nEpisodes, nStatistics: columnsOf(group).nStatistics };
  return (numbers) => bootstrapReplicates(rng, statistics, { ...options, ...sizes, ...numbers });
}

/** Forks as the stream does, and draws from one of this replicate. */
function ownDraws(rng: Rng, replicate: number): Rng {
  const own = rng.fork('estimate', replicate);
  return {
    int32: () => own.int32(),
    uniform: () => own.uniform(),
    openUniform: () => own.openUniform(),
    exponential: () => own.exponential(),
    normal: () => own.normal(),
    fork: (...keys) => rng.fork(...keys),
  };
}
