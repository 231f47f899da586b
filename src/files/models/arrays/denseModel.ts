import { DataError } from '../../../core/errors.js';
import type { NumberArray } from '../../numpy/numberArray.js';

interface Named extends NumberArray {
  readonly name: string;
}

/** Dense transitions and rewards, whatever the order of their axes. */
export interface DenseModel {
  readonly nStates: number;
  readonly nActions: number;
  readonly transitions: Float64Array;
  /** Where the S probabilities of a row begin. */
  rowAt(state: number, action: number): number;
  rewardOf(state: number, action: number, next: number): number;
}

/**
 * Tells the axes of a model's arrays apart by their lengths.
 *
 * @param say told which order was supposed where the lengths do not tell
 * @throws DataError on shapes that fit no order
 */
export function denseModel(
  file: string,
  transitions: Named,
  rewards: Named,
  say: (sentence: string) => void,
): DenseModel {
  const { shape } = transitions;
  const [x, y, z] = shape;
  const statesFirst = shape.length === 3 && x === z;
  if (!statesFirst && !(shape.length === 3 && y === z))
    throw new DataError(
      `${file}: ${transitions.name} must have shape (states, actions, states) or (actions, states, states), got (${shape.join(', ')})`,
    );
  const [nStates, nActions] = statesFirst ? [x, y] : [y, x];
  if (nStates === 0 || nActions === 0)
    throw new DataError(`${file}: ${transitions.name} must have entries, got shape (${shape.join(', ')})`);
  if (x === y && y === z && x > 1)
    say(`${transitions.name} of shape (${shape.join(', ')}) is taken as (states, actions, states)`);
  const rowAt = statesFirst
    ? (s: number, a: number): number => (s * nActions + a) * nStates
    : (s: number, a: number): number => (a * nStates + s) * nStates;
  const { values } = rewards;
  const is = (...sides: readonly number[]): boolean => String(rewards.shape) === String(sides);
  const shared = { nStates, nActions, transitions: transitions.values, rowAt };
  if (is(...shape)) return { ...shared, rewardOf: (s, a, next) => values[rowAt(s, a) + next] };
  if (is(nStates, nActions)) return { ...shared, rewardOf: (s, a) => values[s * nActions + a] };
  if (is(nStates)) return { ...shared, rewardOf: (s) => values[s] };
  throw new DataError(
    `${file}: ${rewards.name} must have shape (${shape.join(', ')}), (${nStates}, ${nActions}) or (${nStates}), got (${rewards.shape.join(', ')})`,
  );
}
