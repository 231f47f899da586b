import { ArgumentError } from '../../core/errors.js';
import { checkEstimates } from './checkEstimates.js';

/** Shares of wrong decisions. */
export interface ErrorRates {
  /** Of the policies that are below the threshold, the share accepted; null if there are none. */
  readonly typeI: number | null;
  /** Of the policies that reach the threshold, the share turned down; null if there are none. */
  readonly typeII: number | null;
}

/**
 * How often a policy is misjudged that is accepted if its estimate, or lower bound, reaches a threshold.
 *
 * Other libraries name the two the other way round: what is tested here is that a policy is not good enough.
 *
 * @param estimates shape (n), estimates or lower bounds, one for each policy
 * @param truth shape (n), the true values
 * @param threshold finite; a value equal to it reaches it
 * @throws ArgumentError on the threshold, lengths that differ, or a number that is not finite
 *
 * @example
 * errorRates([1, 3, 0, 4], [0, 5, 2, 1], 2) // { typeI: 0.5, typeII: 0.5 }
 */
export function errorRates(estimates: ArrayLike<number>, truth: ArrayLike<number>, threshold: number): ErrorRates {
  checkEstimates('errorRates', estimates, truth);
  if (!Number.isFinite(threshold)) throw new ArgumentError(`errorRates: threshold must be finite, got ${threshold}`);
  let [bad, badAccepted, good, goodRefused] = [0, 0, 0, 0];
  for (let i = 0; i < truth.length; i++) {
    const accepted = estimates[i] >= threshold;
    if (truth[i] >= threshold) {
      good++;
      if (!accepted) goodRefused++;
    } else {
      bad++;
      if (accepted) badAccepted++;
    }
  }
  return { typeI: bad === 0 ? null : badAccepted / bad, typeII: good === 0 ? null : goodRefused / good };
}
