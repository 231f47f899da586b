import { ArgumentError } from '../core/errors.js';
import { checkPolicyActs, checkPolicyDefined } from './checkPolicyActs.js';
import type { Mdp } from './mdp.js';
import type { Policy } from './policy.js';

/** What a policy is to fit: anything of so many states and actions, by name where they have names. */
export interface StatesAndActions {
  readonly nStates: number;
  readonly nActions: number;
  readonly source?: {
    readonly space?: string;
    readonly states?: readonly string[];
    readonly actions?: readonly string[];
  };
}

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
 * @param where opens the message of an error; default the name of this function
 * @throws ArgumentError with both sizes, or naming the state
 */
export function checkPolicyFits(
  policy: Policy,
  model: StatesAndActions | Mdp | LoggedStates,
  where = 'checkPolicyFits',
): void {
  const space = model.source?.space;
  if (policy.nStates !== model.nStates || policy.nActions !== model.nActions)
    throw new ArgumentError(
      `${where}: policy must have ${model.nStates} states and ${model.nActions} actions, got ${policy.nStates} and ${policy.nActions} - solve or fit it in the same state space as the model`,
    );
  if (policy.space !== undefined && space !== undefined && policy.space !== space)
    throw new ArgumentError(`${where}: policy must be over space '${space}', got '${policy.space}'`);
  for (const what of ['states', 'actions'] as const) {
    const [names, others] = [policy[what], model.source?.[what]];
    const odd = names && others ? names.findIndex((name, number) => name !== others[number]) : -1;
    if (odd >= 0)
      throw new ArgumentError(
        `${where}: policy must number its ${what} as the model does, got '${names![odd]}' as ${odd}, which is '${others![odd]}' there - solve the policy on this model, or fit the model to the log that the policy comes from`,
      );
  }
  if ('terminal' in model) checkPolicyActs(where, policy, model);
  if ('episodeStart' in model) checkPolicyDefined(where, policy, model.state);
}
