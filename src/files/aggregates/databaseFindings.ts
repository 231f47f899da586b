import type { WithheldRows } from '../../aggregates/aggregates.js';
import { SQL_FAULTS } from '../../aggregates/sql/faultParts.js';
import { DataError } from '../../core/errors.js';
import { shownValue } from '../read/shownValue.js';
import { PARTS, type Part } from './parts.js';
import type { AggregatesTable } from './readTable.js';

/**
 * What a database found wrong with a log as it summed it: the rows of part `fault`, one a kind.
 *
 * @throws DataError with all of them
 */
export function checkFaults(file: string, table: AggregatesTable): void {
  const found = rowsOf(table, 'fault').map((row) => {
    const kind = String(value(table, row, 'kind'));
    return `${String(value(table, row, 'n'))} ${Object.hasOwn(SQL_FAULTS, kind) ? SQL_FAULTS[kind] : shownValue(kind)}`;
  });
  if (found.length > 0)
    throw new DataError(
      `${file}: the log that it sums up must be whole, but the database found ${found.join('; ')} - mend the table, or make a view of what is right, and run the query again`,
    );
}

/**
 * Which rows a database withheld as they were of few episodes: the rows of part `withheld`, without those of no rows.
 *
 * @throws DataError naming the row of what is none
 */
export function withheldIn(table: AggregatesTable): readonly WithheldRows[] {
  return rowsOf(table, 'withheld').flatMap((row) => {
    const part = String(value(table, row, 'kind'));
    const [rows, n, least] = ['n', 'mass', 'least'].map((name) => Number(value(table, row, name) ?? NaN));
    if (!Object.hasOwn(PARTS, part) || ![rows, n, least].every((number) => Number.isInteger(number) && number >= 0))
      throw new DataError(
        `${table.placeOf(row)}: a row of part 'withheld' must have a part as its kind, and whole numbers n, mass and least, got ${shownValue(part)} with ${[rows, n, least].join(', ')}`,
      );
    return rows === 0 ? [] : [{ part: part as Part, rows, n, least }];
  });
}

function rowsOf({ part }: AggregatesTable, name: string): number[] {
  return Array.from(part.keys()).filter((row) => part[row] === name);
}

function value({ columns }: AggregatesTable, row: number, name: string): unknown {
  return columns.get(name)?.[row];
}
