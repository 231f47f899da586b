import { ArgumentError } from '../../core/errors.js';

/** A two-sided confidence interval. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
  /** Two-sided level: each end is missed with probability (1 − level) / 2 or about that. */
  readonly level: number;
  /** Name of the method, as in the registry. */
  readonly method: string;
  /** What must be true for the interval to cover, in a sentence. */
  readonly assumption: string;
  /** What makes this very interval doubtful or empty of content, a sentence each. */
  readonly warnings?: readonly string[];
}

/** The least and the greatest value that are possible; what was seen says nothing about it. */
export type Range = readonly [least: number, greatest: number];

/** What the intervals from terms need. */
export interface TermsOptions {
  /** Two-sided level, in (0, 1). */
  readonly level: number;
  /** Range of a term, from the user and never from the data. */
  readonly range: Range;
  /**
   * Range of the mean, to which the interval is cut; default `range`. That of the returns, where the terms are
   * weighted.
   */
  readonly cut?: Range | undefined;
}

export const WHOLE_RANGE = 'the interval is the whole range of the mean: it says nothing';
export const NO_SPREAD = 'all values are the same: the width 0 shows no certainty';
const OUTSIDE = 'the interval lay outside the range of the mean and was moved to its edge';

/** Differences below this share of the numbers themselves are rounding: sums in another order differ by less. */
const ROUNDING = 1e-12;

/** Whether values from `least` to `greatest` are the same but for rounding. */
export function noSpread(least: number, greatest: number): boolean {
  return greatest - least <= ROUNDING * Math.max(Math.abs(least), Math.abs(greatest));
}

/** @throws ArgumentError if the level is not in (0, 1) */
export function checkLevel(where: string, level: number): void {
  if (!(level > 0 && level < 1)) throw new ArgumentError(`${where}: level must be in (0, 1), got ${level}`);
}

/** @throws ArgumentError if the ends are not in order; an infinite one is allowed */
export function checkRange(where: string, [least, greatest]: Range): void {
  if (!(least < greatest))
    throw new ArgumentError(
      `${where}: a range must have its least value below its greatest, got [${least}, ${greatest}]`,
    );
}

/**
 * Checks that terms are finite, enough, and in the range that the user vouches for, to 1e-9 of its width.
 *
 * @throws ArgumentError naming the first term that is wrong
 */
export function checkTerms(
  where: string,
  terms: Float64Array,
  { least = 1, range = [-Infinity, Infinity] }: { readonly least?: number; readonly range?: Range } = {},
): void {
  if (terms.length < least)
    throw new ArgumentError(`${where}: at least ${least} terms are needed, got ${terms.length}`);
  checkRange(where, range);
  const slack = Number.isFinite(range[1] - range[0]) ? 1e-9 * (range[1] - range[0]) : 0;
  for (let i = 0; i < terms.length; i++) {
    if (!Number.isFinite(terms[i]))
      throw new ArgumentError(`${where}: terms must be finite, got ${terms[i]} at index ${i}`);
    if (!(terms[i] >= range[0] - slack && terms[i] <= range[1] + slack))
      throw new ArgumentError(
        `${where}: terms must be in the range [${range[0]}, ${range[1]}], got ${terms[i]} at index ${i} - give the range that is possible, not the one seen elsewhere`,
      );
  }
}

/**
 * The ends cut to the range of the mean, with a warning where little or nothing is left of the interval or of its
 * content.
 */
export function cutToRange(ends: Range, cut: Range): Pick<Interval, 'lower' | 'upper' | 'warnings'> {
  const into = (x: number): number => Math.min(Math.max(x, cut[0]), cut[1]);
  const [lower, upper] = [into(ends[0]), into(ends[1])];
  if (ends[1] < cut[0] || ends[0] > cut[1]) return { lower, upper, warnings: [OUTSIDE] };
  if (lower === cut[0] && upper === cut[1]) return { lower, upper, warnings: [WHOLE_RANGE] };
  return { lower, upper };
}
