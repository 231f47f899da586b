import { checkPolicyActs, checkPolicyDefined } from './checkPolicyActs.js';
import type { Mdp } from './mdp.js';
import { type StatesAndActions, checkSameSpace } from './checkSameSpace.js';
import { checkStationary } from './overTime/checkStationary.js';
import type { Policy } from './policy.js';

/** A log that a policy is to fit: it has to say what to do in the states of the steps. */
export interface LoggedStates extends StatesAndActions {
  /** Shape (episodes + 1). */
  readonly episodeStart: Uint32Array;
  /** Shape (steps). */
  readonly state: Int32Array;
}

/**
 * Checks that a policy fits a model's size and, where both are known, its space and names; and that it says what to do
 * wherever it can lead in a model, see `checkPolicyActs`, or in the states that a log visits.
 *
 * A policy over time is refused: what takes those too asks `checkMarkovPolicyFits`.
 *
 * @param where opens the message of an error; default the name of this function
 * @throws ArgumentError with both sizes, or naming the state
 */
export function checkPolicyFits(
  policy: Policy,
  model: StatesAndActions | Mdp | LoggedStates,
  where = 'checkPolicyFits',
): void {
  checkStationary(where, policy);
  checkSameSpace(where, 'policy', policy, model);
  if ('terminal' in model) checkPolicyActs(where, policy, model);
  if ('episodeStart' in model) checkPolicyDefined(where, policy, model.state);
}
