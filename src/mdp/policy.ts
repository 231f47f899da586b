import { ArgumentError } from '../core/errors.js';
import { probabilityFault } from '../core/probability.js';
import type { NamedEnd } from './mdp.js';

/** A stationary policy: for each state a distribution over actions. */
export interface Policy {
  /** Of a policy over time alone, which is thereby told apart: see `PolicyOverTime`. */
  readonly horizon?: never;
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
   * Shape (S), 0 or 1: states in which the policy does not say what to do, such as ends. Their rows are uniform, so
   * that loops need not look, and must not matter. Absent where it says what to do in every state.
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
