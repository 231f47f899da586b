import { ArgumentError } from '../../core/errors.js';
import { isPossible } from '../../mdp/checkPolicyActs.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';

/**
 * Who acted in the log that a model was fitted to, as far as the model's states tell:
 *
 *     b(a | s) = n(s, a) / n(s),   n = visits
 *
 * and in states without a visit any action that is possible, all alike.
 *
 * @param mdp with `visits`
 * @returns over the model's states, its floor included
 * @throws ArgumentError for a model without `visits`
 *
 * Cost O(S·A).
 *
 * @example
 * const mdp = { ...createEnv('triage').exactModel!(), visits: Uint32Array.of(1, 3, 0, 0, 0, 0, 0, 0) };
 * visitedBehaviour(mdp).probability[1] // 0.75
 */
export function visitedBehaviour(mdp: Mdp): Policy {
  const { nStates, nActions, visits, terminal } = mdp;
  if (!visits)
    throw new ArgumentError(
      'visitedBehaviour: the model must hold how many logged cases each pair has (visits), got none - fit it to a log, or give the behaviour policy',
    );
  const probability = new Float64Array(nStates * nActions);
  for (let s = 0; s < nStates; s++) {
    const share = Float64Array.from(visits.subarray(s * nActions, (s + 1) * nActions));
    if (share.every((n) => n === 0))
      for (let a = 0; a < nActions; a++) share[a] = terminal[s] === 1 || isPossible(mdp, s, a) ? 1 : 0;
    const total = share.reduce((sum, n) => sum + n, 0);
    for (let a = 0; a < nActions; a++) probability[s * nActions + a] = share[a] / total;
  }
  return { nStates, nActions, probability };
}
