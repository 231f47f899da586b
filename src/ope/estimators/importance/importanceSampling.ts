import { checkWeights } from '../../study/checkWeights.js';
import type { Estimator } from '../estimator.js';
import { meanOf } from './meanOf.js';
import type { CountedLog } from '../../study/countedLog.js';
import { wholeWeights } from '../../study/stepWeights.js';

/**
 * Importance sampling: unbiased where the behaviour is known, and as variable as the product of the ratios.
 *
 *     mean_i w_i G_i
 *
 * Source: Precup, Sutton & Singh, ICML 2000.
 */
export const importanceSampling: Estimator = {
  name: 'is',
  summary: 'importance sampling: returns weighted by the product of the ratios',
  usesWeights: true,
  usesModel: false,
  byWeightsAlone: true,
  equivariant: ['scale'],
  unbiased: 'weighted return',
  estimate(sample) {
    checkWeights('is', sample);
    return meanOf(sample, weightedReturns(sample));
  },
  terms: weightedReturns,
};

/** w_i G_i, shape (n). */
function weightedReturns(sample: CountedLog): Float64Array {
  const { observedReturn } = sample.study;
  const weights = wholeWeights(sample.weights());
  for (let e = 0; e < weights.length; e++) weights[e] *= observedReturn[e];
  return weights;
}
