import { ArgumentError } from '../errors.js';
import { quantile } from './quantile.js';
import { drawIndex } from '../random/drawIndex.js';
import type { Rng } from '../random/rng.js';

export interface BootstrapInterval {
  readonly lower: number;
  readonly upper: number;
  /** Two-sided level. */
  readonly level: number;
}

/**
 * Percentile bootstrap interval of a mean: quantiles (type 7) of the means of resamples.
 *
 * @param values shape (n), n ≥ 1
 * @throws ArgumentError on an empty sample, a level outside (0, 1) or fewer than 2 replicates
 *
 * Cost O(n·replicates). Covers badly at a few dozen values or with a long tail.
 */
export function bootstrapMean(
  rng: Rng,
  values: Float64Array,
  { level, replicates }: { readonly level: number; readonly replicates: number },
): BootstrapInterval {
  const n = values.length;
  if (n === 0) throw new ArgumentError('bootstrapMean: values must not be empty');
  if (!(level > 0 && level < 1)) throw new ArgumentError(`bootstrapMean: level must be in (0, 1), got ${level}`);
  if (!(Number.isInteger(replicates) && replicates >= 2))
    throw new ArgumentError(`bootstrapMean: replicates must be an integer ≥ 2, got ${replicates}`);
  const means = new Float64Array(replicates);
  for (let b = 0; b < replicates; b++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[drawIndex(rng, n)];
    means[b] = sum / n;
  }
  means.sort();
  return { lower: quantile(means, (1 - level) / 2), upper: quantile(means, (1 + level) / 2), level };
}
