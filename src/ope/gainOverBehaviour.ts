import { ArgumentError } from '../core/errors.js';
import { type MeanAndError, meanAndError } from '../core/statistics/meanAndError.js';
import { clippedObstacle } from './estimators/importance/clippedImportanceSampling.js';
import { type ClippedShifted, clippedShifted } from './estimators/importance/clippedShifted.js';
import { CLIP, clippedWeights } from './estimators/importance/clippedWeights.js';
import { gainByBetting } from './estimators/importance/gainByBetting.js';
import type { CountedLog } from './study/countedLog.js';

export interface GainOptions {
  /** One-sided level of the bounds, in (0, 1). Default .95. */
  readonly level?: number | undefined;
  /** `normal` from the mean and its error, or `betting`, which holds at every n. Default `normal`. */
  readonly method?: 'normal' | 'betting' | undefined;
  /** How many policies were looked at to choose this one, at least 1. Default 1. */
  readonly candidates?: number | undefined;
}

/** What the target policy gains over the behaviour policy. */
export interface Gain extends Pick<ClippedShifted, 'gain' | 'standardError' | 'lower' | 'shareHeld'> {
  /** One-sided level of `lower`. */
  readonly level: number;
  readonly method: 'normal' | 'betting';
  /**
   * The lower bound that holds, too, if the policy was chosen as the best of so many: at 1 − (1 − level) / candidates.
   */
  readonly lowerIfChosen: number;
  readonly candidates: number;
}

/**
 * The gain of the target policy over the behaviour policy with a lower bound, or why there is none: see
 * `clippedShifted`.
 *
 * @param sample the whole log
 * @throws ArgumentError for options out of bounds
 *
 * Cost O(n), by betting some 120 times.
 */
export function gainOverBehaviour(
  { study, weights }: CountedLog,
  { level = 0.95, method = 'normal', candidates = 1 }: GainOptions = {},
): Gain | { readonly reason: string } {
  if (!(Number.isInteger(candidates) && candidates >= 1))
    throw new ArgumentError(`ope: candidates must be an integer of at least 1, got ${candidates}`);
  const reason = clippedObstacle(study);
  if (reason !== undefined) return { reason };
  const { observedReturn } = study;
  const returnRange = study.returnRange!;
  const at = (oneSided: number): ClippedShifted => {
    const found = clippedShifted(weights().logWhole, observedReturn, { leastReturn: returnRange[0], level: oneSided });
    if (method === 'normal') return found;
    return { ...found, lower: gainByBetting(found.terms, { returns: returnRange, level: oneSided }) };
  };
  const { gain, standardError, lower, shareHeld } = at(level);
  const excess = excessText(meanAndError(clippedWeights(weights().logWhole)));
  if (excess !== undefined) return { reason: excess };
  return {
    ...{ gain, lower, shareHeld, level, method, candidates },
    ...(standardError !== undefined && { standardError }),
    lowerIfChosen: candidates === 1 ? lower : at(1 - (1 - level) / candidates).lower,
  };
}

/** Standard errors above 1 that a mean of right weights hardly ever is: one time in 740, were it normal. */
const ERRORS = 3;

/** An excess below this moves no bound by much; float32 probabilities miss by less. */
const LEAST_EXCESS = 0.01;

/**
 * E[min(w, c)] ≤ 1 for every policy that was there before the log. A mean above it beyond chance shows one that was
 * copied from the log, whose accidents it then repeats, or wrong probabilities.
 *
 * @param clipped mean of the weights, cut at 20
 * @returns what is wrong, or undefined
 */
export function excessText({ mean, standardError }: MeanAndError): string | undefined {
  if (standardError === undefined || mean - 1 <= Math.max(LEAST_EXCESS, ERRORS * standardError)) return undefined;
  return `the mean of the weights, cut at ${CLIP}, must not be above 1 but for chance, got ${mean.toFixed(3)} (standard error ${standardError.toFixed(3)}) - take another log than the one that the policy was learned from, and check the logged probabilities`;
}
