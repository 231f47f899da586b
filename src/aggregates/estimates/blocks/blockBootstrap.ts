import type { Rng } from '../../../core/random/rng.js';
import {
  type CountedStatistics,
  type Replicates,
  bootstrapReplicates,
} from '../../../ope/intervals/bootstrap/bootstrapReplicates.js';
import type { Aggregates } from '../../aggregates.js';
import { blockWeights } from './blockWeights.js';
import type { SumEstimator, SumSetting } from './sumEstimators.js';
import { sumBlocks } from './weightSums.js';
import { weightsOf } from './weightsOf.js';

export interface BlockBootstrapOptions {
  /** An integer from 2; default 2,000. */
  readonly replicates?: number | undefined;
  /** Called for every replicate. */
  readonly onReplicate?: (() => void) | undefined;
  /** Least and greatest possible return, for `cis`. */
  readonly returnRange?: SumSetting['returnRange'];
}

/**
 * Estimates on resampled blocks of episodes, from sums alone: as many blocks as there are, drawn with replacement, those
 * without an episode like others, so that the number of episodes varies, too. The same resamples as those of the log in
 * memory (`statisticsByBlock`), and so the same estimates, to rounding.
 *
 * @param estimators that all weigh episodes, or all do not: the first need resamples that hold some weight
 * @returns a column an estimator
 * @throws ArgumentError for counts alone; NumericalError where resamples have no value: see `bootstrapReplicates`
 *
 * Cost O(replicates · (B + M · L)) for M blocks with an episode and L steps of the longest.
 *
 * @example
 * const mdp = createEnv('two-armed').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(3, 2), { episodes: 200, horizon: 1 });
 * const target = tabular([1, 0, 0], 2);
 * const sums = await aggregateLog(memorySource(log), { target });
 * const wis = sumEstimators.filter(({ name }) => name === 'wis');
 * blockBootstrap(createRng(1), sums, wis, { replicates: 50 }).values.length // 50
 */
export function blockBootstrap(
  rng: Rng,
  aggregates: Pick<Aggregates, 'blocks' | 'weighted'>,
  estimators: readonly SumEstimator[],
  { replicates, onReplicate, returnRange }: BlockBootstrapOptions = {},
): Replicates {
  const { blocks } = aggregates;
  const weighted = weightsOf(aggregates);
  const { horizon, discount } = weighted;
  const discountPower = Float64Array.from({ length: horizon + 1 }, (_, t) => discount ** t);
  const setting: SumSetting = { discountPower, returnRange };
  const weigh = estimators.some(({ usesWeights }) => usesWeights);
  const shared = blockWeights(weighted);
  const statistics: CountedStatistics = (times, out) => {
    const sums = sumBlocks(shared.underflows ? blockWeights(weighted, times) : shared, times);
    if (weigh ? sums.positive === 0 : sums.size === 0) return false;
    estimators.forEach(({ estimate }, k) => (out[k] = estimate(sums, setting)));
    onReplicate?.();
    return true;
  };
  return bootstrapReplicates(rng, statistics, { n: blocks, nStatistics: estimators.length, replicates });
}
