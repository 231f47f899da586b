import type { Estimator } from '../estimator.js';
import type { CountedLog } from '../../study/countedLog.js';
import { type Cells, marginalValue, noFirstAction } from './marginalValue.js';
import { startShares } from './startShares.js';

/**
 * Marginalised importance sampling: state distributions under the target policy carried forward with one-step ratios,
 * so that no product of ratios is formed.
 *
 *     P_t(s' | s) = sum rho 1{s, s'} / n_t(s),   r_t(s) = sum rho r 1{s} / n_t(s),
 *     d_{t+1} = P_tᵀ d_t,   sum_t discount^t sum_s d_t(s) r_t(s)
 *
 * The end is absorbing; what an episode that was cut carried into its last state goes on with those that step from
 * there. d_t is not made to sum to 1.
 *
 * Source: Xie, Ma & Wang, NeurIPS 2019.
 */
export const marginalizedImportanceSampling: Estimator = {
  name: 'mis',
  summary: 'marginalised importance sampling: one-step ratios and state distributions by time',
  usesWeights: true,
  usesModel: false,
  byStep: true,
  equivariant: ['scale'],
  estimate(sample) {
    const { discountPower, timed } = sample.study;
    return marginalValue({ ...timed(), ...cellSums(sample) }, startShares(sample), discountPower);
  },
};

/** Sums of 1, rho and rho r over the steps of each cell. */
function cellSums(sample: CountedLog): Pick<Cells, 'taken' | 'weighted' | 'earned'> {
  const { study, count } = sample;
  const { nEpisodes, episodeStart, reward } = study.log;
  const { state, cellOf } = study.timed();
  const ratio = sample.ratios();
  const taken = new Float64Array(state.length);
  const weighted = new Float64Array(state.length);
  const earned = new Float64Array(state.length);
  let agrees = false;
  for (let e = 0; e < nEpisodes; e++) {
    const times = count[e];
    if (times === 0) continue;
    agrees ||= ratio[episodeStart[e]] > 0;
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) {
      const cell = cellOf[i];
      taken[cell] += times;
      if (ratio[i] === 0) continue;
      const mass = times * ratio[i];
      weighted[cell] += mass;
      if (reward[i] !== 0) earned[cell] += mass * reward[i];
    }
  }
  if (!agrees) throw noFirstAction();
  return { taken, weighted, earned };
}
