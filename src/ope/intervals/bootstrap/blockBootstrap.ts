import { MOST_BLOCKS, blockOf } from '../../../trajectories/blockOf.js';
import { type Trajectories, episodeName } from '../../../trajectories/trajectories.js';
import { type ResampledInterval, percentile } from './bootstrap.js';
import type { CountedStatistics } from './bootstrapReplicates.js';

export const BLOCK_BOOTSTRAP_ASSUMPTION =
  'The trajectories are independent, so that blocks of them by name are alike, and the log holds enough that match the target policy for its resamples to vary as logs do.';

/**
 * Statistics of a log in which each block of trajectories occurs so many times: what `bootstrapReplicates` draws, with
 * as many items as there are blocks. A block without a trajectory is drawn like others, so that resamples differ in how
 * many they hold, as Poisson draws do; what is left without one is drawn again.
 *
 * A log of any size is summed up by the same blocks, so that its resamples are the same: see `blockOf`.
 *
 * @param statistics gets counts of shape (n), which need not sum to n
 *
 * Cost O(n + blocks) a resample, beside the statistics.
 *
 * Source: resampling of clusters, as of Field & Welsh, JRSS B 2007.
 */
export function statisticsByBlock(
  log: Trajectories,
  statistics: CountedStatistics,
  blocks: number = MOST_BLOCKS,
): CountedStatistics {
  const block = Uint16Array.from({ length: log.nEpisodes }, (_, e) => blockOf(episodeName(log, e), blocks));
  const counts = new Float64Array(log.nEpisodes);
  return (times, out, number) => {
    let taken = 0;
    for (let e = 0; e < counts.length; e++) taken += counts[e] = times[block[e]];
    return taken > 0 && statistics(counts, out, number);
  };
}

/** The percentile interval of replicates that were drawn by block. */
export function blockPercentile(values: Float64Array, options: Parameters<typeof percentile>[1]): ResampledInterval {
  return { ...percentile(values, options), method: 'block-bootstrap', assumption: BLOCK_BOOTSTRAP_ASSUMPTION };
}
