import { ArgumentError } from '../src/core/errors.js';
import { deterministicPolicy } from '../src/mdp/optimise/policyIteration.js';
import type { Policy } from '../src/mdp/policy.js';

/**
 * The deterministic policy of a table.
 *
 * @param action shape (S): the action taken in each state
 * @throws ArgumentError naming the first state whose action is not from 0 to nActions − 1
 *
 * @example
 * tabular([0, 1], 2).probability // [1, 0, 0, 1]
 */
export function tabular(action: ArrayLike<number>, nActions: number): Policy {
  for (let s = 0; s < action.length; s++) {
    if (!(Number.isInteger(action[s]) && action[s] >= 0 && action[s] < nActions))
      throw new ArgumentError(`tabular: action of state ${s} must be from 0 to ${nActions - 1}, got ${action[s]}`);
  }
  return deterministicPolicy({ nStates: action.length, nActions }, action);
}
