import { ArgumentError } from '../core/errors.js';

/**
 * The seeds of an experiment's repeats: the first and those that follow it. A seed is hashed, so neighbours are
 * unrelated.
 *
 * @throws ArgumentError unless there is at least one
 *
 * @example
 * seedsOf(1, 3) // [1, 2, 3]
 */
export function seedsOf(first: number, repeats: number): number[] {
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new ArgumentError(`reproduce: repeats must be a whole number from 1, got ${repeats}`);
  return Array.from({ length: repeats }, (_, i) => first + i);
}
