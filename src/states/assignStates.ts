import { DataError } from '../core/errors.js';
import type { FeatureStates } from './featureStates.js';
import { nearestCentre } from './nearestCentre.js';
import { featureFault, zScore } from './zScores.js';

/**
 * The states of rows of features: each the number of the nearest centre. The same features always have the same state,
 * whatever rows are beside them.
 *
 * @param values shape (n × d), in the order of `states.columns`, as they were measured; NaN where a value is missing
 * @returns shape (n)
 * @throws DataError for a value that is missing where that is refused, or has no logarithm
 *
 * Cost O(n · K · d) at most.
 */
export function assignStates(states: FeatureStates, values: Float64Array): Int32Array {
  const { columns, missing } = states;
  const d = columns.length;
  const place = statePlacer(states);
  return Int32Array.from({ length: values.length / d }, (_, i) => {
    const row = values.subarray(i * d, (i + 1) * d);
    columns.forEach((column, j) => {
      const fault = featureFault(column, row[j], missing);
      if (fault !== undefined)
        throw new DataError(
          `assignStates: row ${i}: ${column.name} ${fault}, got ${Number.isNaN(row[j]) ? 'none' : row[j]} - fill or leave out the row`,
        );
    });
    return place(row);
  });
}

/**
 * Tells the state of one row after another.
 *
 * @returns a function of the values of a row, shape (d), which must have no fault: see `featureFault`
 */
export function statePlacer({ columns, centres }: FeatureStates): (row: ArrayLike<number>) => number {
  const d = columns.length;
  const flat = Float64Array.from(centres.flat());
  const point = new Float64Array(d);
  // Rows that follow one another are of one patient, and often near.
  let last = 0;
  return (row) => {
    for (let j = 0; j < d; j++) point[j] = zScore(columns[j], row[j]);
    return (last = nearestCentre(point, 0, flat, d, last));
  };
}
