import { ArgumentError } from './errors.js';

/** How far a probability vector's sum may be from 1. */
export const SUM_TOLERANCE = 1e-9;

/**
 * Checks that a vector holds probabilities: every entry in [0, 1], sum 1, both to 1e-9.
 *
 * @param where opens the message, for example `gumbelMax: p`
 * @throws ArgumentError naming the first entry, or the sum, that is wrong
 */
export function checkProbabilities(where: string, p: ArrayLike<number>): void {
  const fault = probabilityFault(p);
  if (fault !== undefined) throw new ArgumentError(`${where}: ${fault}`);
}

/** What is wrong with a probability vector, in the words of an error message, or undefined if nothing is. */
export function probabilityFault(p: ArrayLike<number>): string | undefined {
  let sum = 0;
  for (let k = 0; k < p.length; k++) {
    const value = p[k];
    // An entry that is a sum may come out a rounding error above 1, as the sum of all may.
    if (!(value >= 0 && value <= 1 + SUM_TOLERANCE))
      return `probabilities must be from 0 to 1, got ${value} at index ${k}`;
    sum += value;
  }
  if (!(Math.abs(sum - 1) <= SUM_TOLERANCE))
    return `probabilities must sum to 1, got ${sum} - divide them by their sum`;
  return undefined;
}
