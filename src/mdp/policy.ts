import { ArgumentError } from '../core/errors.js';
import { probabilityFault } from '../core/probability.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import { checkPolicyActs, checkPolicyDefined } from './checkPolicyActs.js';
import type { Mdp, NamedEnd } from './mdp.js';

/** A stationary policy: for each state a distribution over actions. */
export interface Policy {
  readonly nStates: number;
  readonly nActions: number;
  /** Shape (S × A), row-major; each row sums to 1. */
  readonly probability: Float64Array;
  /** Name of the state space, where it is known. */
  readonly space?: string;
  /** Shape (S): names of the states, where the log that it comes from was numbered as it was read. */
  readonly states?: readonly string[];
  /** Shape (A): likewise of the actions. */
  readonly actions?: readonly string[];
  /** Ends that are known by name. */
  readonly ends?: readonly NamedEnd[];
  /** Discount that the policy was found at, in (0, 1]: what it is valued at unless another is named. */
  readonly discount?: number;
  /**
   * Shape (S), 0 or 1: states in which the policy does not say what to do, such as ends. Their rows are uniform, so that loops
   * need not look, and must not matter. Absent where it says what to do in every state.
   */
  readonly undefinedRows?: Uint8Array;
}

/**
 * Checks that every row of a policy is a distribution.
 *
 * @param where opens the message of an error; default the name of this function
 * @throws ArgumentError naming the first state whose row is wrong
 */
export function checkPolicy(policy: Policy, where = 'checkPolicy'): void {
  const { nStates, nActions, probability } = policy;
  if (probability.length !== nStates * nActions)
    throw new ArgumentError(
      `${where}: probability must have ${nStates} × ${nActions} entries, got ${probability.length}`,
    );
  for (let s = 0; s < nStates; s++) {
    const fault = probabilityFault(probability.subarray(s * nActions, (s + 1) * nActions));
    if (fault !== undefined) throw new ArgumentError(`${where}: state ${s}: ${fault}`);
  }
}

/** What a policy is to fit. */
interface Sized {
  readonly nStates: number;
  readonly nActions: number;
  readonly source?: {
    readonly space?: string;
    readonly states?: readonly string[];
    readonly actions?: readonly string[];
  };
}

/**
 * Checks that a policy fits a model's size and, where both are known, its space and names; and that it says what to do wherever it can lead
 * in a model, see `checkPolicyActs`, or in the states that a log visits.
 *
 * @param where opens the message of an error; default the name of this function
 * @throws ArgumentError with both sizes, or naming the state
 */
export function checkPolicyFits(policy: Policy, model: Sized | Mdp | Trajectories, where = 'checkPolicyFits'): void {
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
