import type { Fraction, MakeFraction } from './numbers/fractions.js';
import { readDistribution } from './readNumbers.js';

/**
 * The mean of exact values under the initial distribution, read as short numbers.
 *
 * @throws ArgumentError if a probability is not short, or they do not sum to exactly 1
 */
export function expectation(
  where: string,
  make: MakeFraction,
  initial: Float64Array,
  value: readonly Fraction[],
): Fraction {
  return readDistribution(where, 'the initial distribution', make, initial).reduce(
    (sum, share, s) => (share.n === 0n ? sum : sum.add(share.mul(value[s]))),
    make(0n),
  );
}
