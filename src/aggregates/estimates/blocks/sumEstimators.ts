import type { Range } from '../../../ope/intervals/interval.js';
import { clippedObstacle } from '../../../ope/estimators/importance/clippedImportanceSampling.js';
import { noWeight } from '../../../ope/study/checkWeights.js';
import type { WeightedSums } from '../../aggregates.js';
import type { WeightSums } from './weightSums.js';

/** What estimates are made with, beside sums. */
export interface SumSetting {
  /** Shape (L) or longer: discount^t. */
  readonly discountPower: Float64Array;
  /** Least and greatest possible return, for `cis`. */
  readonly returnRange?: Range | undefined;
}

/** An estimator that needs no more of a log than the sums of its blocks. */
export interface SumEstimator {
  /** As in the registry of estimators, where its formula and source are. */
  readonly name: string;
  readonly usesWeights: boolean;
  /** What keeps these sums from having it, with a remedy. */
  readonly obstacle?: (weighted: WeightedSums, setting: SumSetting) => string | undefined;
  /** @throws NumericalError where no episode of the sample has weight, and the estimator needs one */
  readonly estimate: (sums: WeightSums, setting: SumSetting) => number;
}

/** Those whose estimates on resampled blocks follow from sums alone. */
export const sumEstimators: readonly SumEstimator[] = [
  { name: 'on-policy', usesWeights: false, estimate: ({ g, size }) => g / size },
  weighted('is', ({ wg, shift, size }) => (wg === 0 ? 0 : (wg / size) * Math.exp(shift))),
  weighted('wis', ({ wg, w }) => wg / w),
  weighted('pdis', ({ stepWr, stepShift, size }, { discountPower }) =>
    stepWr.reduce((sum, wr, t) => sum + discountPower[t] * unscaled(wr / size, stepShift[t]), 0),
  ),
  weighted('wpdis', ({ stepW, stepWr }, { discountPower }) =>
    stepWr.reduce((sum, wr, t) => sum + (discountPower[t] * wr) / stepW[t], 0),
  ),
  {
    name: 'cis',
    usesWeights: false,
    obstacle: ({ behaviour, episodes: { clipped } }, { returnRange }) =>
      clipped
        ? clippedObstacle({
            behaviour: behaviour === 'estimated' ? 'estimated' : 'known',
            returnRange,
            observedReturn: clipped.least,
          })
        : NOT_CUT,
    estimate: ({ clipped, size }, { returnRange }) =>
      returnRange![0] + (clipped!.cg - returnRange![0] * clipped!.c) / size,
  },
  modelled('dr', ({ size, stepShift, modelled }, { discountPower }) => {
    const { v, stepError, stepValue } = modelled!;
    return stepError.reduce(
      (sum, error, t) =>
        sum +
        discountPower[t] *
          (unscaled(error / size, stepShift[t]) +
            (t === 0 ? v / size : unscaled(stepValue[t - 1] / size, stepShift[t - 1]))),
      0,
    );
  }),
  modelled('wdr', ({ size, stepW, modelled }, { discountPower }) => {
    const { v, stepError, stepValue } = modelled!;
    return stepError.reduce(
      (sum, error, t) =>
        sum + discountPower[t] * (error / stepW[t] + (t === 0 ? v / size : stepValue[t - 1] / stepW[t - 1])),
      0,
    );
  }),
];

/** Why sums may lack `cis`, and the gain. */
export const NOT_CUT =
  'it cuts the weight of each episode, and these sums have no such weights - make them again, by couplet aggregate or couplet sql';

const NO_MODEL =
  'it weighs what a model says of each step, and these sums were made without one - aggregate the log with a model (couplet aggregate --mdp, not in couplet sql), or take mis and dm together';

/** Not 0 times a scale that may be infinite. */
function unscaled(sum: number, shift: number): number {
  return sum === 0 ? 0 : sum * Math.exp(shift);
}

function weighted(name: string, estimate: SumEstimator['estimate']): SumEstimator {
  return {
    name,
    usesWeights: true,
    estimate(sums, setting) {
      if (sums.positive === 0) throw noWeight(name, sums.size);
      return estimate(sums, setting);
    },
  };
}

function modelled(name: string, estimate: SumEstimator['estimate']): SumEstimator {
  return {
    ...weighted(name, estimate),
    obstacle: ({ modelDigest }) => (modelDigest === undefined ? NO_MODEL : undefined),
  };
}
