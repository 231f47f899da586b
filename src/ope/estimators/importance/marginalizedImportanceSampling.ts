import { NumericalError } from '../../../core/errors.js';
import type { Estimator } from '../estimator.js';
import type { CountedLog } from '../../study/countedLog.js';
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
    const { log, discountPower, timed } = sample.study;
    const { timeStart, state, next } = timed();
    const { taken, weighted, earned } = cellSums(sample);
    const visits = new Float64Array(log.nStates);
    // One place more, for what has ended.
    let now: Float64Array = new Float64Array(log.nStates + 1);
    let later: Float64Array = new Float64Array(log.nStates + 1);
    now.set(startShares(sample));
    let value = 0;
    for (let t = 0; t + 1 < timeStart.length; t++) {
      visits.fill(0);
      later.fill(0);
      for (let k = timeStart[t]; k < timeStart[t + 1]; k++) visits[state[k]] += taken[k];
      for (let k = timeStart[t]; k < timeStart[t + 1]; k++) {
        if (weighted[k] === 0) continue;
        const share = now[state[k]] / visits[state[k]];
        value += discountPower[t] * share * earned[k];
        later[next[k]] += share * weighted[k];
      }
      [now, later] = [later, now];
    }
    return value;
  },
};

/** Sums of 1, rho and rho r over the steps of each cell. */
function cellSums(sample: CountedLog): { taken: Float64Array; weighted: Float64Array; earned: Float64Array } {
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
  if (!agrees)
    throw new NumericalError(
      'mis: some first action must be one that the target policy can take, got none - soften the target policy, or use a model (dm)',
    );
  return { taken, weighted, earned };
}
