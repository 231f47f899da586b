import { NumericalError } from '../../core/errors.js';
import type { CountedLog } from './countedLog.js';
import { agreesToEnd } from './stepWeights.js';

/** Whether some episode of a sample has a positive weight to its end. */
export function hasWeight(sample: CountedLog): boolean {
  const weights = sample.weights();
  return sample.count.some((times, e) => times > 0 && agreesToEnd(sample.study.log, weights, e));
}

/**
 * @param where name of the estimator
 * @throws NumericalError if no episode of the sample could have been the target policy's
 */
export function checkWeights(where: string, sample: CountedLog): void {
  if (!hasWeight(sample)) throw noWeight(where, sample.size);
}

/** That no episode of so many could have been the target policy's. */
export function noWeight(where: string, size: number): NumericalError {
  return new NumericalError(
    `${where}: some episode must agree with the target policy to its end, got none of ${size} - soften the target policy, take a shorter horizon, or use a model (dm)`,
  );
}
