import { meanOf } from './importance/meanOf.js';
import type { Estimator } from './estimator.js';

/**
 * Mean return of the log: the value of the behaviour policy, to compare the others with.
 *
 *     mean_i G_i
 */
export const onPolicy: Estimator = {
  name: 'on-policy',
  summary: 'mean return of the log: the value of the policy that wrote it',
  usesWeights: false,
  usesModel: false,
  byWeightsAlone: true,
  equivariant: ['scale', 'shift'],
  estimand: 'behaviour policy',
  unbiased: 'return',
  estimate: (sample) => meanOf(sample, sample.study.observedReturn),
  terms: ({ study }) => study.observedReturn,
};
