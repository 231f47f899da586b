import { ArgumentError } from '../../../core/errors.js';
import type { Range } from '../../intervals/interval.js';
import { betting } from '../../intervals/terms/betting.js';
import { CLIP } from './clippedWeights.js';

/**
 * The one-sided lower bound of a gain by betting, in place of the normal one: it holds at every n.
 *
 *     x in [−(r_max − r_min), (c − 1) (r_max − r_min)]
 *
 * @param terms of `clippedShifted`, shape (n), in file order
 * @param options `returns` the range of possible returns, of which the terms were made; `clip` that of the terms;
 *   `level` one-sided, in (.5, 1), default .95
 * @throws ArgumentError for terms outside that range, or an option out of bounds
 *
 * Cost O(n), some 120 times.
 *
 * @example
 * gainByBetting(new Float64Array(1000).fill(1), { returns: [-1, 1], clip: 2 }) // 0.98...
 */
export function gainByBetting(
  terms: Float64Array,
  {
    returns: [least, greatest],
    clip = CLIP,
    level = 0.95,
  }: { readonly returns: Range; readonly clip?: number | undefined; readonly level?: number | undefined },
): number {
  if (!(level > 0.5 && level < 1))
    throw new ArgumentError(`gainByBetting: level must be above 0.5 and below 1, got ${level}`);
  const width = greatest - least;
  return betting(terms, { level: 2 * level - 1, range: [-width, (clip - 1) * width] }).lower;
}
