import { ArgumentError } from '../../core/errors.js';
import { type Advice, adviceRow, checkAdvice } from '../../mdp/advice/advice.js';
import { checkSameSpace } from '../../mdp/checkSameSpace.js';
import type { Trajectories } from '../../trajectories/trajectories.js';

/**
 * The one-step log ratios of a log under an advice, log rho_t with
 *
 *     rho_t = Σ_i mu_t(i) T[s_t, i, a_t] / mu_t(a_t),
 *
 * where mu_t are the logged probabilities of all actions at step t: whatever the clinician saw beyond the state s_t is
 * in them, so that products of these ratios are unbiased weights without any model, and without the state being Markov:
 * E[rho_t f(a_t) | history] = Σ_a Σ_i mu_t(i) T[s_t, i, a] f(a) over the a with mu_t(a) > 0. An action that the
 * clinician never takes at such a step is missing from the sum: what the log cannot hold, see `checkWeights`.
 *
 * @param log in the states that the advice is over, with the probabilities of all actions
 * @returns shape (steps), fresh; −Infinity where the advised clinician never does what was done
 * @throws ArgumentError if the log has no probabilities of all actions, or the advice does not fit
 *
 * Cost O(steps · A).
 * Not checked: the log, see `checkTrajectories`.
 */
export function adviceLogRatios(log: Trajectories, advice: Advice): Float64Array {
  const { nActions, state, action, propensities } = log;
  checkAdvice(advice, 'adviceLogRatios');
  checkSameSpace('adviceLogRatios', 'advice', advice, log);
  if (!propensities)
    throw new ArgumentError(
      `adviceLogRatios: the log must have the probabilities of all ${nActions} actions at each step, got ${log.propensity ? 'those of the actions taken' : 'none'} - what else the clinician was about to do counts, too`,
    );
  const ratio = new Float64Array(state.length);
  for (let t = 0; t < state.length; t++) {
    const chances = t * nActions;
    const taken = action[t];
    let advised = 0;
    for (let i = 0; i < nActions; i++)
      advised += propensities[chances + i] * advice.probability[adviceRow(advice, state[t], i) + taken];
    ratio[t] = Math.log(advised) - Math.log(propensities[chances + taken]);
  }
  return ratio;
}
