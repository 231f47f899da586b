import { ArgumentError } from '../../core/errors.js';
import { checkPolicyFits } from '../../mdp/checkPolicyFits.js';
import type { Policy } from '../../mdp/policy.js';
import type { Trajectories } from '../../trajectories/trajectories.js';

/**
 * By how much the odds of each logged action differ between who acted and what the states tell of it:
 *
 *     max(r, 1/r),   r = e/(1 − e) · (1 − p)/p,   e logged, p = b(a | s)
 *
 * the Γ of `confoundedValue` that each step takes. It measures confounding by what who acted saw and the states do not,
 * and says nothing of what who acted did not see either.
 *
 * @param log over the behaviour's states, with the probabilities of the actions taken
 * @param behaviour as estimated from the states
 * @returns shape (steps), ascending, each ≥ 1; Infinity where one of e and p is 0 or 1 and the other is not
 * @throws ArgumentError for a log without probabilities, or one that the behaviour does not fit
 *
 * Cost O(steps log steps).
 *
 * @example
 * const log = {
 *   nEpisodes: 1, nStates: 1, nActions: 2, episodeStart: Uint32Array.of(0, 1), terminated: Uint8Array.of(0), source: {},
 *   state: Int32Array.of(0), action: Int32Array.of(1), reward: Float64Array.of(0), nextState: Int32Array.of(0),
 *   propensity: Float64Array.of(0.75),
 * };
 * loggedOddsRatios(log, uniform(1, 2)) // [3]
 */
export function loggedOddsRatios(log: Trajectories, behaviour: Policy): Float64Array {
  const { propensity, propensities, nActions, state, action } = log;
  checkPolicyFits(behaviour, log, 'loggedOddsRatios');
  if (!propensity && !propensities)
    throw new ArgumentError(
      'loggedOddsRatios: the log must have the probability of each action taken, as who acted had it, got none - give a log with them',
    );
  return Float64Array.from(state, (s, i) => {
    const e = propensity?.[i] ?? propensities![i * nActions + action[i]];
    const p = behaviour.probability[s * nActions + action[i]];
    if (e === p) return 1;
    const ratio = (e * (1 - p)) / ((1 - e) * p);
    return Math.max(ratio, 1 / ratio);
  }).sort();
}
