import { ArgumentError, DataError } from '../../core/errors.js';
import { SUM_TOLERANCE } from '../../core/probability.js';
import { type Policy, checkPolicy } from '../../mdp/policy.js';
import { checkPolicyFits } from '../../mdp/checkPolicyFits.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';

/**
 * The one-step log ratios log e(a_t | s_t) − log b(a_t | s_t) of a log whose behaviour policy b is known.
 *
 * @param logTarget shape (steps): see `loggedTarget`
 * @param behaviour the policy over the log's states, or `logged` for the probabilities in the log
 * @returns shape (steps), −Infinity where the target policy excludes the action
 * @throws ArgumentError if the log has no probabilities, or the policy does not fit
 * @throws DataError for a logged action of probability 0, or probabilities that differ from the policy's by more than
 *   1e-9
 */
export function knownLogRatios(log: Trajectories, logTarget: Float64Array, behaviour: Policy | 'logged'): Float64Array {
  const { nEpisodes, nActions, episodeStart, state, action, propensity, propensities } = log;
  if (behaviour === 'logged' && !propensity && !propensities)
    throw new ArgumentError(
      'ope: the log must have the probabilities of its actions, got none - name the behaviour policy, or let it be estimated',
    );
  if (behaviour !== 'logged') {
    checkPolicy(behaviour, 'ope: behaviour policy');
    checkPolicyFits(behaviour, log, 'ope: behaviour');
  }
  const ratio = new Float64Array(state.length);
  for (let e = 0; e < nEpisodes; e++) {
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) {
      const row = state[i] * nActions + action[i];
      const logged = propensity?.[i] ?? propensities?.[i * nActions + action[i]];
      const chance = behaviour === 'logged' ? logged! : behaviour.probability[row];
      const fail = (requirement: string): never => {
        throw new DataError(`ope: episode ${episodeName(log, e)}, t ${i - episodeStart[e]}: ${requirement}`);
      };
      if (!(chance > 0))
        fail(`the behaviour policy must allow the logged action ${action[i]} in state ${state[i]}, got probability 0`);
      if (logged !== undefined && !(Math.abs(logged - chance) <= SUM_TOLERANCE))
        fail(
          `the logged probability must be the behaviour policy's (${chance}), got ${logged} - give the one or the other`,
        );
      ratio[i] = logTarget[i] - Math.log(chance);
    }
  }
  return ratio;
}
