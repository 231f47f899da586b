import { noWeight } from '../../ope/study/checkWeights.js';
import type { WeightSums } from './weightSums.js';

/** An estimator that needs no more of a log than the sums of its blocks. */
export interface SumEstimator {
  /** As in the registry of estimators, where its formula and source are. */
  readonly name: string;
  readonly usesWeights: boolean;
  /**
   * @param discountPower shape (L) or longer: discount^t
   * @throws NumericalError where no episode of the sample has weight, and the estimator needs one
   */
  readonly estimate: (sums: WeightSums, discountPower: Float64Array) => number;
}

/** Those whose estimates on resampled blocks follow from sums alone. */
export const sumEstimators: readonly SumEstimator[] = [
  { name: 'on-policy', usesWeights: false, estimate: ({ g, size }) => g / size },
  weighted('is', ({ wg, shift, size }) => (wg === 0 ? 0 : (wg / size) * Math.exp(shift))),
  weighted('wis', ({ wg, w }) => wg / w),
  weighted('pdis', ({ stepWr, stepShift, size }, discountPower) =>
    stepWr.reduce((sum, wr, t) => (wr === 0 ? sum : sum + discountPower[t] * Math.exp(stepShift[t]) * (wr / size)), 0),
  ),
  weighted('wpdis', ({ stepW, stepWr }, discountPower) =>
    stepWr.reduce((sum, wr, t) => sum + (discountPower[t] * wr) / stepW[t], 0),
  ),
];

function weighted(name: string, estimate: SumEstimator['estimate']): SumEstimator {
  return {
    name,
    usesWeights: true,
    estimate(sums, discountPower) {
      if (sums.positive === 0) throw noWeight(name, sums.size);
      return estimate(sums, discountPower);
    },
  };
}
