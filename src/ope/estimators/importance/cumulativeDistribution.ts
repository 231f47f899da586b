import { checkWeights } from '../../study/checkWeights.js';
import type { Estimator } from '../estimator.js';
import { type ReturnDistribution, returnDistribution } from './returnDistribution.js';
import type { CountedLog } from '../../study/countedLog.js';
import { weightedImportanceSampling } from './weightedImportanceSampling.js';

/** Shares at which quantiles are given, and lowest shares whose mean is. */
const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
const TAILS = [0.05, 0.1, 0.25] as const;

/**
 * The distribution of the return under the target policy, by self-normalised weights: F(m) = sum w 1{G ≤ m} / sum w.
 * The estimate is its mean, which is that of `wis`.
 *
 * Source: Huang, Leqi, Lipton & Azizzadenesheli, NeurIPS 2021.
 */
export const cumulativeDistribution: Estimator = {
  name: 'cdf',
  summary: 'distribution of the return by weighted importance sampling: mean, variance, quantiles, lower tails',
  usesWeights: true,
  usesModel: false,
  byWeightsAlone: true,
  equivariant: ['scale', 'shift'],
  estimate: (sample) => distributionOf(sample).mean,
  terms: (sample) => weightedImportanceSampling.terms!(sample),
  statistics: {
    names: ['variance', ...QUANTILES.map((share) => `quantile ${share}`), ...TAILS.map((share) => `CVaR ${share}`)],
    compute(sample) {
      const { variance, quantile, conditionalValueAtRisk } = distributionOf(sample);
      return Float64Array.of(variance, ...QUANTILES.map(quantile), ...TAILS.map(conditionalValueAtRisk));
    },
  },
};

function distributionOf(sample: CountedLog): ReturnDistribution {
  checkWeights('cdf', sample);
  const { observedReturn, returnOrder } = sample.study;
  const { whole } = sample.weights();
  const weight = new Float64Array(whole.length);
  for (let e = 0; e < whole.length; e++) weight[e] = whole[e] * sample.count[e];
  return returnDistribution(observedReturn, returnOrder(), weight);
}
