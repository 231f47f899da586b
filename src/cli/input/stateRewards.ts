import { ArgumentError } from '../../core/errors.js';
import type { StateSpace } from '../../mdp/stateSpace.js';
import { keyValues } from './keyValues.js';

/**
 * Rewards of entering states, as `STATE=VALUE` each: a state by its label or its number.
 *
 * @throws ArgumentError on a state that the space has not, or a value that is no number
 */
export function stateRewards(option: string, pairs: readonly string[], space: StateSpace): Map<number, number> {
  const { name, nStates } = space;
  const rewards = new Map<number, number>();
  for (const [key, text] of Object.entries(keyValues(option, pairs))) {
    const labelled = Array.from({ length: nStates }, (_, s) => s).find((s) => space.label(s) === key);
    const state = labelled ?? (/^\d+$/.test(key) && Number(key) < nStates ? Number(key) : undefined);
    if (state === undefined)
      throw new ArgumentError(
        `${option}: must name a state, by label or by a number from 0 to ${nStates - 1}, of space '${name}', got '${key}'`,
      );
    const value = text.trim() === '' ? NaN : Number(text);
    if (!Number.isFinite(value)) throw new ArgumentError(`${option}: ${key} must have a number, got '${text}'`);
    rewards.set(state, value);
  }
  return rewards;
}
