import { extremeRow } from './extremeRow.js';
import type { RowBounds } from './rowBounds.js';

/**
 * The least, or the greatest, mean of a value over outcomes that an admissible row has: see `extremeRow`.
 *
 * @param value shape (K) or longer; −Infinity is a legal value, and has no part in the mean where the row is 0
 * @param row shape (K) or longer, overwritten with the row that has that mean
 */
export function extremeMean(
  bounds: RowBounds,
  value: Float64Array,
  end: 'least' | 'greatest',
  row: Float64Array,
): number {
  extremeRow(bounds, value, end, row);
  let mean = 0;
  for (let k = 0; k < bounds.upper.length; k++) if (row[k] !== 0) mean += row[k] * value[k];
  return mean;
}
