import type { Rng } from '../../../core/random/rng.js';
import { bootstrapMean } from '../../../core/statistics/bootstrapMean.js';
import { meanAndError } from '../../../core/statistics/meanAndError.js';
import type { MeanEstimate, SummaryOptions } from '../../evaluate/summarizeCounterfactual.js';
import type { EffectByPart } from './effectByPart.js';

/** Mean effects over episodes. */
export interface EffectByPartSummary {
  /** By part, in their order. */
  readonly parts: readonly (MeanEstimate & { readonly name: string })[];
  readonly afterLog: MeanEstimate;
}

/**
 * What the parts of actions do on average over a log. The intervals resample episodes and hold the model, the policy and
 * the mechanism fixed, as those of `summarizeCounterfactual`, of which they take the resamples where the rng is the same.
 */
export function summarizeByPart(
  rng: Rng,
  { parts, nEpisodes, contribution, afterLog }: EffectByPart,
  { level = 0.95, replicates = 2000 }: Omit<SummaryOptions, 'top'> = {},
): EffectByPartSummary {
  const estimate = (values: Float64Array): MeanEstimate => ({
    ...meanAndError(values),
    ...bootstrapMean(rng.fork('bootstrap'), values, { level, replicates }),
  });
  return {
    parts: parts.map((name, p) => ({
      name,
      ...estimate(Float64Array.from({ length: nEpisodes }, (_, e) => contribution[e * parts.length + p])),
    })),
    afterLog: estimate(afterLog),
  };
}
