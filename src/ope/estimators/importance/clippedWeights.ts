import { ArgumentError } from '../../../core/errors.js';

/** Where weights are cut, unless another place is asked for. */
export const CLIP = 20;

/**
 * Importance weights cut at `clip`: min(w, c), from their logarithms, so that no weight is too large or too small.
 *
 * @param logWeights log w of each episode, shape (n); −Infinity for 0
 * @param clip c, finite and at least 1: below 1 the runs of the behaviour policy itself, of weight 1, would be cut
 * @returns shape (n), fresh, each in [0, c]
 * @throws ArgumentError for a clip outside its bounds, or a weight that is no number
 *
 * @example
 * clippedWeights([-Infinity, 0, 600], 20) // [0, 1, 20]
 */
export function clippedWeights(logWeights: ArrayLike<number>, clip: number = CLIP): Float64Array {
  if (!(clip >= 1 && clip < Infinity))
    throw new ArgumentError(`clippedWeights: clip must be finite and at least 1, got ${clip}`);
  const logClip = Math.log(clip);
  const clipped = new Float64Array(logWeights.length);
  for (let e = 0; e < clipped.length; e++) {
    const logWeight = logWeights[e];
    if (Number.isNaN(logWeight))
      throw new ArgumentError(`clippedWeights: log weights must be numbers, got NaN at index ${e}`);
    clipped[e] = logWeight >= logClip ? clip : Math.exp(logWeight);
  }
  return clipped;
}
