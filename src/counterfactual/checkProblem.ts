import { ArgumentError } from '../core/errors.js';
import { checkPolicyActs } from '../mdp/checkPolicyActs.js';
import { checkPolicyFits } from '../mdp/checkPolicyFits.js';
import type { Mdp } from '../mdp/mdp.js';
import type { Policy } from '../mdp/policy.js';
import type { Trajectories } from '../trajectories/trajectories.js';

/**
 * Checks that a log, a model and a target policy fit each other, and that the policy can act wherever it leads from the
 * states of the log.
 *
 * @param where opens the message of an error
 * @throws ArgumentError on sizes or spaces that differ, or naming the state in which the policy cannot act
 */
export function checkProblem(where: string, trajectories: Trajectories, mdp: Mdp, policy: Policy): void {
  checkPolicyFits(policy, mdp, where);
  checkTrajectoriesFit(where, trajectories, mdp);
  checkPolicyActs(where, policy, mdp, trajectories.state);
}

/** @throws ArgumentError on a space or sizes that differ */
export function checkTrajectoriesFit(where: string, { nStates, nActions, source }: Trajectories, mdp: Mdp): void {
  const { space } = source;
  if (space !== undefined && mdp.source.space !== undefined && space !== mdp.source.space)
    throw new ArgumentError(
      `${where}: trajectories must be over the model's space '${mdp.source.space}', got '${space}' - project them first`,
    );
  if (nStates > mdp.nStates || nActions !== mdp.nActions)
    throw new ArgumentError(
      `${where}: trajectories must be over the model's ${mdp.nStates} states and ${mdp.nActions} actions, got ${nStates} and ${nActions} - project them to the model's space first`,
    );
}
