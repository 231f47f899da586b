import { leastConditionalCost } from '../../../mechanisms/fixed/leastConditionalCost.js';
import { leastConditionalVariance } from '../../../mechanisms/fixed/leastConditionalVariance.js';
import { rewardCdf } from '../../../mechanisms/fixed/rewardCdf.js';
import { singleScore } from '../../kernels/race/squaredDifferenceCost.js';
import { onSupport, supportOf } from '../support.js';
import type { TrainingPair } from '../trainingPair.js';

/**
 * The least value of a pair's objective that any coupling of p and q reaches, where there is a closed form: for one
 * score, and given an observation.
 *
 * @returns undefined for a cost matrix and for several scores at once, which take a linear program a pair
 *
 * Cost O(K) and O(n²) for the n outcomes that p or q can have.
 */
export function leastLoss({ p, q, objective }: TrainingPair): number | undefined {
  switch (objective.kind) {
    case 'cost':
      return undefined;
    case 'low-rank': {
      const score = singleScore(objective);
      return score && leastSquaredDifference(p, q, score, false);
    }
    case 'variance':
      return leastSquaredDifference(p, q, objective.score, true);
    case 'given':
      return leastConditionalCost(p[objective.observed], q, objective.cost).value;
    case 'variance-given':
      return leastConditionalVariance(p[objective.observed], q, objective.score).value;
  }
}

/** Of E (h(X) − h(Y))², or of the variance of the difference: one coupling has the least of both. */
function leastSquaredDifference(p: Float64Array, q: Float64Array, h: Float64Array, centred: boolean): number {
  const support = supportOf([p, q]);
  const [pp, qq, hh] = [p, q, h].map((values) => onSupport(support, values));
  const n = support.length;
  const coupling = rewardCdf({ score: hh }).coupling!(pp, qq, Uint32Array.from(pp.keys()));
  const mean = centred ? hh.reduce((sum, value, k) => sum + (pp[k] - qq[k]) * value, 0) : 0;
  return coupling.reduce((sum, mass, cell) => sum + mass * (hh[Math.floor(cell / n)] - hh[cell % n] - mean) ** 2, 0);
}
