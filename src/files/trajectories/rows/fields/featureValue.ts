import type { MissingRule } from '../../../../states/featureStates.js';
import { featureFault } from '../../../../states/zScores.js';
import type { RowFields } from './rowFields.js';

/**
 * The value of a feature in a row; NaN where it is missing and may be.
 *
 * @throws DataError where it is missing and may not be, is no number, or has no logarithm
 */
export function featureValue(
  fields: RowFields,
  field: number,
  column: { readonly log: boolean },
  missing: MissingRule,
): number {
  const value = fields.isMissing(field) ? NaN : fields.number(field);
  const fault = featureFault(column, value, missing);
  if (fault === undefined) return value;
  return fields.fail(
    field,
    fault,
    Number.isNaN(value)
      ? 'fill it in, leave the row or the column out, or find the states with `couplet states --missing mean`'
      : 'find the states with `couplet states` without --log for it, or correct the value',
  );
}
