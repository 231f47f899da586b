import type { Rng } from '../../core/random/rng.js';
import { bootstrapMean } from '../../core/statistics/bootstrapMean.js';
import { meanAndError } from '../../core/statistics/meanAndError.js';
import type { MeanEstimate, SummaryOptions } from '../evaluate/summarizeCounterfactual.js';
import type { EffectByStep } from './effectByStep.js';

/** What steps t of a log contribute to the effect of a policy. */
export interface StepEffect {
  readonly t: number;
  /** Episodes that have such a step; the others count as 0, so that the means sum to the effect. */
  readonly nEpisodes: number;
  readonly contribution: MeanEstimate;
}

/**
 * The mean contribution of each step over all episodes, with intervals that resample episodes as
 * `summarizeCounterfactual` does: how the answer varies with the patients drawn, not how wrong the model or the mechanism
 * may be.
 *
 * @returns for t = 0 to one less than the longest episode
 *
 * Cost O(n·replicates) a step.
 */
export function summarizeEffectByStep(
  rng: Rng,
  { nEpisodes: n, episodeStart, contribution }: EffectByStep,
  { level = 0.95, replicates = 2000 }: Pick<SummaryOptions, 'level' | 'replicates'> = {},
): StepEffect[] {
  const lengths = Array.from({ length: n }, (_, e) => episodeStart[e + 1] - episodeStart[e]);
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  return Array.from({ length: longest }, (_, t) => {
    const values = Float64Array.from(lengths, (length, e) => (t < length ? contribution[episodeStart[e] + t] : 0));
    return {
      t,
      nEpisodes: lengths.filter((length) => t < length).length,
      contribution: {
        ...meanAndError(values),
        // The same resamples for all steps, so that their intervals belong together.
        ...bootstrapMean(rng.fork('bootstrap'), values, { level, replicates }),
      },
    };
  });
}
