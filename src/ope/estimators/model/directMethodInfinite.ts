import { solveValue } from '../../../mdp/evaluate/solveValue.js';
import type { Policy } from '../../../mdp/policy.js';
import type { ModelRows } from '../../study/modelRows.js';
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
    const { target, discount } = sample.study;
    return endlessValue({ model: sample.model(), target, discount, start: startShares(sample) });
  },
};

/** A model, and how a policy goes through it without a horizon. */
export interface EndlessRun {
  readonly model: ModelRows;
  readonly target: Policy;
  /** Below 1. */
  readonly discount: number;
  /** Shape (S): share of the runs that start in each state. */
  readonly start: Float64Array;
}

/** The discounted value of a policy in a model. */
export function endlessValue({ model, target, discount, start }: EndlessRun): number {
  const value = solveValue(targetChain(model, target), discount);
  return start.reduce((sum, share, s) => sum + share * value[s], 0);
}
