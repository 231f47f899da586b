import { ArgumentError } from '../../../core/errors.js';
import type { Aggregates, WeightedSums } from '../../aggregates.js';

/**
 * The sums of a target policy.
 *
 * @throws ArgumentError for counts alone
 */
export function weightsOf({ weighted }: Pick<Aggregates, 'weighted'>): WeightedSums {
  if (weighted) return weighted;
  throw new ArgumentError(
    'ope: aggregates must have been made with a target policy, got counts alone - aggregate the log again with --policy',
  );
}
