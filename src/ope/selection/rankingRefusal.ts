import type { Diagnostics } from '../diagnostics/diagnostics.js';
import type { Estimator } from '../estimators/estimator.js';

/** What a log must hold of a policy for a weighted lower end to rank it. */
export const LEAST_HELD = { effectiveSampleSize: 50, shareHeld: 0.8 } as const;

/**
 * Why the lower end of an estimate's interval must not rank a policy; undefined where nothing speaks against it.
 *
 * An interval of weighted returns stands for the runs that the log holds, and varies as they do: on 22 runs that all
 * went well it is [.74, 1.00] where the policy kills. `cis` counts what the log does not hold.
 *
 * @example
 * rankingRefusal(findEstimator('dm'), { effectiveSampleSize: 22.4, shareHeld: 0.9 }) // undefined
 */
export function rankingRefusal(
  { usesWeights }: Pick<Estimator, 'usesWeights'>,
  { effectiveSampleSize, shareHeld }: Pick<Diagnostics, 'effectiveSampleSize' | 'shareHeld'>,
): string | undefined {
  if (!usesWeights) return undefined;
  if (effectiveSampleSize < LEAST_HELD.effectiveSampleSize)
    return `an effective sample size below ${LEAST_HELD.effectiveSampleSize}, with which an interval of weighted runs is no lower bound`;
  if (shareHeld < LEAST_HELD.shareHeld)
    return `a log that holds less than ${100 * LEAST_HELD.shareHeld} % of its runs, so that weighted runs stand for others`;
  return undefined;
}
