import { ArgumentError } from '../../../core/errors.js';
import { type Range, checkRange } from '../interval.js';

/**
 * Range of w G, a return times the weight of its trajectory:
 *
 *     [min(0, W^H Gmin), max(0, W^H Gmax)]
 *
 * 0 belongs to it, as the weight may be 0. Where H is long it is astronomical, and infinite once it overflows.
 *
 * @param returns range of a return
 * @param options `largestRatio` W = max e/b over all pairs, ≥ 1; `horizon` H, the most steps of a trajectory
 * @throws ArgumentError if one of them is out of its bounds
 *
 * @example
 * importanceRange([-1, 1], { largestRatio: 2, horizon: 3 }) // [-8, 8]
 */
export function importanceRange(
  returns: Range,
  { largestRatio, horizon }: { readonly largestRatio: number; readonly horizon: number },
): Range {
  checkRange('importanceRange', returns);
  // Probabilities that sum to 1 cannot all shrink.
  if (!(largestRatio >= 1))
    throw new ArgumentError(`importanceRange: largestRatio must be at least 1, got ${largestRatio}`);
  if (!(Number.isInteger(horizon) && horizon >= 1))
    throw new ArgumentError(`importanceRange: horizon must be an integer ≥ 1, got ${horizon}`);
  const largestWeight = largestRatio ** horizon;
  const [least, greatest] = returns;
  // Compared before it is multiplied: 0 times an infinite weight is not a number.
  return [least < 0 ? largestWeight * least : 0, greatest > 0 ? largestWeight * greatest : 0];
}
