import { NumericalError } from '../../core/errors.js';
import type { Estimator } from '../estimator.js';
import { startShares } from '../startShares.js';

/**
 * Marginalised importance sampling: state distributions under the target policy carried forward with one-step ratios, so
 * that no product of ratios is formed.
 *
 *     P_t(s' | s) = sum rho 1{s, s'} / n_t(s),   r_t(s) = sum rho r 1{s} / n_t(s),
 *     d_{t+1} = P_tᵀ d_t,   sum_t discount^t sum_s d_t(s) r_t(s)
 *
 * The end is absorbing; d_t is not made to sum to 1.
 *
 * Source: Xie, Ma & Wang, NeurIPS 2019.
 */
export const marginalizedImportanceSampling: Estimator = {
  name: 'mis',
  summary: 'marginalised importance sampling: one-step ratios and state distributions by time',
  usesWeights: true,
  usesModel: false,
  estimate(sample) {
    const { study, count } = sample;
    const { log, discountPower } = study;
    const { nEpisodes, nStates, episodeStart, state, nextState, reward } = log;
    const ratio = sample.ratios();
    const visits = new Float64Array(nStates);
    let now = startShares(sample);
    let next: Float64Array = new Float64Array(nStates);
    // The episodes still running at t come first.
    const running = Uint32Array.from({ length: nEpisodes }, (_, e) => e).filter((e) => count[e] > 0);
    let nRunning = running.length;
    let value = 0;
    let agrees = false;
    for (let t = 0; nRunning > 0; t++) {
      visits.fill(0);
      next.fill(0);
      for (let k = 0; k < nRunning; k++) visits[state[episodeStart[running[k]] + t]] += count[running[k]];
      let nLeft = 0;
      for (let k = 0; k < nRunning; k++) {
        const e = running[k];
        const i = episodeStart[e] + t;
        const mass = (now[state[i]] / visits[state[i]]) * count[e] * ratio[i];
        agrees ||= mass > 0;
        value += discountPower[t] * mass * reward[i];
        if (i + 1 === episodeStart[e + 1]) continue;
        next[nextState[i]] += mass;
        running[nLeft++] = e;
      }
      nRunning = nLeft;
      [now, next] = [next, now];
    }
    if (!agrees)
      throw new NumericalError(
        'mis: some first action must be one that the target policy can take, got none - soften the target policy, or use a model (dm)',
      );
    return value;
  },
};
