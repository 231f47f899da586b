import { ArgumentError } from '../../core/errors.js';
import { probabilityFault } from '../../core/probability.js';
import type { NamedEnd } from '../mdp.js';

/**
 * Advice to who decides, who stays in the loop: in state s, when the clinician is about to do i, do a with probability
 * T[s, i, a]. Where row (s, i) is 1 at a = i the clinician is left alone.
 *
 * Unlike a policy it keeps what the clinician sees and the states do not: followed by one whose choice is i with
 * probability mu(i), the action is a with probability Σ_i mu(i) T[s, i, a].
 */
export interface Advice {
  readonly nStates: number;
  readonly nActions: number;
  /** Shape (S × A × A), row-major: [s, i, a]. Each row (s, i) sums to 1. */
  readonly probability: Float64Array;
  /** Name of the state space, where it is known. */
  readonly space?: string;
  /** Shape (S): names of the states, where the log that it comes from was numbered as it was read. */
  readonly states?: readonly string[];
  /** Shape (A): likewise of the actions. */
  readonly actions?: readonly string[];
  /** Ends that are known by name. */
  readonly ends?: readonly NamedEnd[];
  /** Discount that it was found at, in (0, 1]: what it is valued at unless another is named. */
  readonly discount?: number;
}

/** Where row (s, i), what to do in state s when the clinician is about to do i, starts in the probabilities. */
export function adviceRow({ nActions }: Pick<Advice, 'nActions'>, state: number, intended: number): number {
  return (state * nActions + intended) * nActions;
}

/** Whether a row leaves the clinician alone: whether it does what is intended, and nothing else. Cost O(A). */
export function leavesAlone({ nActions, probability }: Advice, state: number, intended: number): boolean {
  const row = adviceRow({ nActions }, state, intended);
  for (let a = 0; a < nActions; a++) if (probability[row + a] !== Number(a === intended)) return false;
  return true;
}

/**
 * Checks that every row of an advice is a distribution.
 *
 * @param where opens the message of an error; default the name of this function
 * @throws ArgumentError naming the first state and intended action whose row is wrong
 *
 * Cost O(S·A²).
 */
export function checkAdvice(advice: Advice, where = 'checkAdvice'): void {
  const { nStates, nActions, probability } = advice;
  if (probability.length !== nStates * nActions * nActions)
    throw new ArgumentError(
      `${where}: probability must have ${nStates} × ${nActions} × ${nActions} entries, got ${probability.length}`,
    );
  for (let s = 0; s < nStates; s++) {
    for (let i = 0; i < nActions; i++) {
      const row = adviceRow(advice, s, i);
      const fault = probabilityFault(probability.subarray(row, row + nActions));
      if (fault !== undefined) throw new ArgumentError(`${where}: state ${s}, intended action ${i}: ${fault}`);
    }
  }
}
