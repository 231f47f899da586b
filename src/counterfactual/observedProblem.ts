import { ArgumentError } from '../core/errors.js';
import { type Advice, adviceRow } from '../mdp/advice/advice.js';
import { checkPolicyActs, isPossible } from '../mdp/checkPolicyActs.js';
import { checkSameSpace } from '../mdp/checkSameSpace.js';
import type { Mdp } from '../mdp/mdp.js';
import type { Policy } from '../mdp/policy.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import { type ObservedModel, type UnmodelledRule, observedModel } from './chain/observedModel.js';
import { type AdvisedClinician, type Choices, choicesOf } from './rows/choices.js';
import { checkProblem } from './checkProblem.js';

/** A log in a model's terms, and what acts. */
export interface ObservedProblem extends ObservedModel {
  readonly choices: Choices;
}

/**
 * The steps of a log in a model's terms, once all fits: see `checkProblem` and `observedModel`.
 *
 * @param where opens the message of an error about sizes or the policy
 * @param acting a policy, or clinicians who follow advice
 * @throws as both do; ArgumentError where advice comes to an action that is not possible, and ArgumentError also where a mixed transition leads to a state in which the policy cannot act
 */
export function observedProblem(
  where: string,
  trajectories: Trajectories,
  model: Mdp,
  acting: Policy | AdvisedClinician,
  rule: UnmodelledRule | undefined,
): ObservedProblem {
  const choices = choicesOf(acting);
  const { policy, advice } = choices;
  if (advice) checkSameSpace(where, 'advice', advice, model);
  checkProblem(where, trajectories, model, policy);
  const observed = observedModel(model, trajectories, rule);
  checkPolicyActs(where, policy, model, observed.entered);
  if (advice) checkAdvisedActs(where, advice, model, trajectories);
  return { ...observed, choices };
}

/** What advice makes of a logged action must be possible in the model, whoever the clinician is elsewhere. */
function checkAdvisedActs(where: string, advice: Advice, model: Mdp, { state, action }: Trajectories): void {
  const { nActions } = model;
  const checked = new Uint8Array(model.nStates * nActions);
  for (let t = 0; t < state.length; t++) {
    const pair = state[t] * nActions + action[t];
    if (checked[pair] === 1) continue;
    checked[pair] = 1;
    for (let a = 0; a < nActions; a++) {
      const share = advice.probability[adviceRow(advice, state[t], action[t]) + a];
      if (share > 0 && !isPossible(model, state[t], a))
        throw new ArgumentError(
          `${where}: advice must not turn action ${action[t]} in state ${state[t]} into ${a}, which is not possible there, got probability ${share} - leave the clinician alone there`,
        );
    }
  }
}
