import { solveValue } from '../../../mdp/evaluate/solveValue.js';
import { discountObstacle } from './discountObstacle.js';
import type { Estimator } from '../estimator.js';
import { startShares } from '../importance/startShares.js';
import { targetChain } from './targetChain.js';

/**
 * The direct method without a horizon: the target's discounted value in the model, solved for.
 *
 *     sum_s d_0(s) V(s),   V = r + discount · P V
 */
export const directMethodInfinite: Estimator = {
  name: 'dm-infinite',
  summary: 'direct method without a horizon (discount below 1)',
  usesWeights: false,
  usesModel: true,
  equivariant: ['scale'],
  estimand: 'no horizon',
  obstacle: discountObstacle,
  estimate(sample) {
    const value = solveValue(targetChain(sample.model(), sample.study.target), sample.study.discount);
    return startShares(sample).reduce((sum, share, s) => sum + share * value[s], 0);
  },
};
