import { ArgumentError } from '../../../core/errors.js';
import type { Estimator } from '../../estimators/estimator.js';
import { importanceRange } from './importanceRange.js';
import { type Range, checkRange } from '../interval.js';
import type { CountedLog } from '../../study/countedLog.js';
import type { Study } from '../../study/study.js';

/** What must come from someone who knows the process: what was seen says nothing about what is possible. */
export interface KnownBounds {
  /** Range of the discounted return of a run. */
  readonly returns?: Range | undefined;
  /** Range of a reward; needed for `pdis`. */
  readonly rewards?: Range | undefined;
  /**
   * Largest ratio e(a | s) / b(a | s), at least 1; default: that of the behaviour policy, where the whole policy is
   * known.
   */
  readonly ratio?: number | undefined;
}

/** What of a study the ranges of terms depend on. */
export type RangedStudy = Pick<Study, 'target' | 'horizon' | 'discountPower' | 'behaviourPolicy'>;

/**
 * The range of an unbiased estimator's terms, and of their mean.
 *
 *     return            the range of returns
 *     weighted return   [ min(0, W^H Gmin), max(0, W^H Gmax) ]
 *     weighted rewards  sum over t < H of discount^t [ min(0, W^{t+1} rmin), max(0, W^{t+1} rmax) ]
 *
 * @throws ArgumentError if a range or the largest ratio is needed and not given, or is none
 */
export function termsRange(
  study: RangedStudy,
  unbiased: NonNullable<Estimator['unbiased']>,
  bounds: KnownBounds,
): { readonly range: Range; readonly cut: Range } {
  if (unbiased === 'weighted rewards') {
    const rewards = knownRange('rewards', bounds);
    const largestRatio = ratioBound(study, bounds.ratio);
    const sum = (rangeAt: (t: number) => Range): Range => {
      const total: [number, number] = [0, 0];
      for (let t = 0; t < study.horizon; t++) {
        const [least, greatest] = rangeAt(t);
        total[0] += study.discountPower[t] * least;
        total[1] += study.discountPower[t] * greatest;
      }
      return total;
    };
    return {
      range: sum((t) => importanceRange(rewards, { largestRatio, horizon: t + 1 })),
      // A run that ends early earns 0 from then on.
      cut: bounds.returns ?? sum(() => [Math.min(0, rewards[0]), Math.max(0, rewards[1])]),
    };
  }
  const returns = knownRange('returns', bounds);
  if (unbiased === 'return') return { range: returns, cut: returns };
  const largestRatio = ratioBound(study, bounds.ratio);
  return { range: importanceRange(returns, { largestRatio, horizon: study.horizon }), cut: returns };
}

/** @throws ArgumentError if it was not given, or is no range */
export function knownRange(name: 'returns' | 'rewards', bounds: KnownBounds): Range {
  const range = bounds[name];
  if (!range)
    throw new ArgumentError(
      `ope: this interval needs the possible range of ${name}, got none - give it (bounds.${name}); it must not be read off the data`,
    );
  checkRange(`ope: bounds.${name}`, range);
  return range;
}

/**
 * @param ratio as `KnownBounds` has it
 * @throws ArgumentError if it is no number from 1, or the log has a larger ratio than that
 */
export function checkRatio({ study, ratios }: CountedLog, ratio: number | undefined): void {
  if (ratio === undefined) return;
  // Probabilities that sum to 1 cannot all shrink.
  if (!(ratio >= 1 && ratio < Infinity))
    throw new ArgumentError(`ope: bounds.ratio must be a finite number of at least 1, got ${ratio}`);
  if (study.behaviour === 'estimated') return;
  const largest = ratios().reduce((most, each) => Math.max(most, each), 0);
  if (largest > ratio * (1 + TOLERANCE))
    throw new ArgumentError(
      `ope: bounds.ratio must be the largest possible ratio of the policies, got ${ratio} where the log has one of ${largest} - give a larger one`,
    );
}

/** Probabilities in files are rounded. */
const TOLERANCE = 1e-6;

function ratioBound({ target, behaviourPolicy }: RangedStudy, ratio: number | undefined): number {
  if (ratio !== undefined) return ratio;
  if (!behaviourPolicy)
    throw new ArgumentError(
      'ope: this interval needs the largest possible ratio of the policies, got neither bounds.ratio nor the whole behaviour policy - give one of them; it must not be read off the data',
    );
  return target.probability.reduce(
    (most, chance, row) => (chance === 0 ? most : Math.max(most, chance / behaviourPolicy.probability[row])),
    1,
  );
}
