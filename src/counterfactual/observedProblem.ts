import { checkPolicyActs } from '../mdp/checkPolicyActs.js';
import type { Mdp } from '../mdp/mdp.js';
import type { Policy } from '../mdp/policy.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import { type ObservedModel, type UnmodelledRule, observedModel } from './chain/observedModel.js';
import { checkProblem } from './checkProblem.js';

/**
 * The steps of a log in a model's terms, once all fits: see `checkProblem` and `observedModel`.
 *
 * @param where opens the message of an error about sizes or the policy
 * @throws as both do; ArgumentError also where a mixed transition leads to a state in which the policy cannot act
 */
export function observedProblem(
  where: string,
  trajectories: Trajectories,
  model: Mdp,
  policy: Policy,
  rule: UnmodelledRule | undefined,
): ObservedModel {
  checkProblem(where, trajectories, model, policy);
  const observed = observedModel(model, trajectories, rule);
  checkPolicyActs(where, policy, model, observed.entered);
  return observed;
}
