import { ArgumentError } from '../../core/errors.js';
import { checkPolicyActs } from '../../mdp/checkPolicyActs.js';
import type { Mdp } from '../../mdp/mdp.js';
import { checkActsOverTime, checkMarkovPolicyFits } from '../../mdp/overTime/checkMarkovPolicyFits.js';
import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { CellSums } from '../aggregates.js';

/**
 * Checks that a model is over the states and actions of a target policy, and of a log.
 *
 * @throws ArgumentError naming both sizes
 */
export function checkModel(where: string, model: Mdp, target: MarkovPolicy, horizon: number): void {
  const { nStates, nActions } = target;
  if (model.nStates !== nStates || model.nActions !== nActions)
    throw new ArgumentError(
      `${where}: model must be over the ${nStates} states and ${nActions} actions of the policy, got ${model.nStates} and ${model.nActions} - fit it to counts of the same log, or to a log of the same states`,
    );
  checkMarkovPolicyFits(`${where}: model`, target, model, horizon);
}

/**
 * Checks that the target says what to do, and does what is possible, wherever it can lead in a model from the states that
 * a log visits: see `checkPolicyActs`.
 *
 * @param options `cells` of the log, which hold its states by time
 * @throws ArgumentError naming the state
 */
export function checkModelActs(
  where: string,
  model: Mdp,
  target: MarkovPolicy,
  { horizon, cells }: { readonly horizon: number; readonly cells: Pick<CellSums, 't' | 'state'> },
): void {
  if (isOverTime(target))
    checkActsOverTime(`${where}: model`, target, model, horizon, (t) => cells.state.filter((_, k) => cells.t[k] === t));
  else checkPolicyActs(`${where}: model`, target, model, new Set(cells.state));
}
