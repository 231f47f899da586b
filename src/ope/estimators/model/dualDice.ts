import { solveVisits } from '../../../mdp/evaluate/solveVisits.js';
import type { EndlessRun } from './directMethodInfinite.js';
import { discountObstacle } from './discountObstacle.js';
import type { Estimator } from '../estimator.js';
import type { CountedLog } from '../../study/countedLog.js';
import { startShares } from '../importance/startShares.js';
import { targetChain } from './targetChain.js';

/**
 * Tabular DualDICE: rewards weighted by how much more often the target policy is in their state and action than the log
 * is.
 *
 *     d = (1 − discount) (I − discount · Pᵀ)⁻¹ mu,   zeta = d / d_log,   mean over steps of zeta r, over 1 − discount
 *
 * The mean of zeta r over the steps of a pair is d(s, a) times its mean reward, so that the sum runs over pairs. No
 * ridge: the table is solved exactly. Starts count by episode, not by step.
 *
 * Source: Nachum, Chow, Dai & Li, NeurIPS 2019.
 */
export const dualDice: Estimator = {
  name: 'dualdice',
  summary: 'DualDICE of a table: ratios of discounted occupancies (discount below 1, no horizon)',
  usesWeights: false,
  usesModel: true,
  equivariant: ['scale'],
  estimand: 'no horizon',
  obstacle: discountObstacle,
  estimate: (sample) => valueByOccupancy(endlessRun(sample)),
  details(sample) {
    const model = sample.model();
    const { nStates, nActions } = model;
    const visits = stateOccupancy(endlessRun(sample));
    const { probability } = sample.study.target;
    const { rows } = model;
    const seen = new Set(rows);
    let unseen = 0;
    for (let row = 0; row < nStates * nActions; row++)
      if (!seen.has(row)) unseen += visits[Math.floor(row / nActions)] * probability[row];
    return { unseenOccupancy: unseen * (1 - sample.study.discount) };
  },
};

/** The rewards of a model, each as often as a policy is there: the mean over the log of zeta r, over 1 − discount. */
export function valueByOccupancy(run: EndlessRun): number {
  const { model, target } = run;
  const visits = stateOccupancy(run);
  let sum = 0;
  model.rows.forEach((row, r) => {
    sum += visits[Math.floor(row / model.nActions)] * target.probability[row] * model.reward[r];
  });
  return sum;
}

/** Expected discounted number of visits to each state, shape (S): d(s) / (1 − discount). */
function stateOccupancy({ model, target, discount, start }: EndlessRun): Float64Array {
  return solveVisits(targetChain(model, target), discount, start).visits;
}

function endlessRun(sample: CountedLog): EndlessRun {
  const { target, discount } = sample.study;
  return { model: sample.model(), target, discount, start: startShares(sample) };
}
