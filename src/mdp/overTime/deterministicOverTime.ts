import { ArgumentError } from '../../core/errors.js';
import { deterministicPolicy } from '../optimise/policyIteration.js';
import type { PolicyOverTime } from './policyOverTime.js';

/**
 * The policy over time that takes action[t, s] at step t in state s.
 *
 * @param model over whose states it is
 * @param action shape (H × S), row-major: from it H is read
 * @throws ArgumentError if that is not so many whole rows, or an action is not from 0 to A − 1
 *
 * @example
 * // The first action in both states, then the second.
 * deterministicOverTime({ nStates: 2, nActions: 2 }, [0, 0, 1, 1]).probability // [1, 0, 1, 0, 0, 1, 0, 1]
 */
export function deterministicOverTime(
  model: { readonly nStates: number; readonly nActions: number; readonly source?: { readonly space?: string } },
  action: ArrayLike<number>,
): PolicyOverTime {
  const { nStates, nActions } = model;
  const horizon = action.length / nStates;
  if (!Number.isInteger(horizon) || horizon < 1)
    throw new ArgumentError(
      `deterministicOverTime: action must have one entry a step and state, a multiple of ${nStates}, got ${action.length}`,
    );
  for (let row = 0; row < action.length; row++) {
    if (!(Number.isInteger(action[row]) && action[row] >= 0 && action[row] < nActions))
      throw new ArgumentError(
        `deterministicOverTime: action at step ${Math.floor(row / nStates)} in state ${row % nStates} must be from 0 to ${nActions - 1}, got ${action[row]}`,
      );
  }
  return { ...deterministicPolicy({ ...model, nStates: action.length }, action), nStates, horizon };
}
