import { DataError } from '../../core/errors.js';
import { isMissing, numberFrom } from '../read/numberFrom.js';
import { shownValue } from '../read/shownValue.js';
import { PARTS, type Part } from './parts.js';
import type { AggregatesTable } from './readTable.js';

/** The rows of one kind, sorted by their keys. */
export interface PartRows {
  readonly length: number;
  /** By field, shape (length) each. */
  readonly keys: Readonly<Record<string, Int32Array>>;
  readonly sums: Readonly<Record<string, Float64Array>>;
}

/**
 * Takes the rows of one kind out of a table.
 *
 * @throws DataError naming the row and column of a number that is missing or none, and of a key that comes twice
 */
export function partRows(file: string, table: AggregatesTable, part: Part): PartRows {
  const { keys, sums: always, further = [] } = PARTS[part];
  const rows = Array.from(table.part.keys()).filter((row) => table.part[row] === part);
  const columnOf = (column: string): ArrayLike<unknown> => {
    const values = table.columns.get(column);
    if (values || rows.length === 0) return values ?? [];
    throw new DataError(`${file}: must have a column '${column}' for rows of part '${part}', got none`);
  };
  const holds = ([, column]: readonly [string, string]): boolean => {
    const values = table.columns.get(column);
    return values !== undefined && rows.some((row) => !isMissing(values[row]));
  };
  // What goes together is read whole where some of it is there, so that a column that is missing is named.
  const sums = [...always, ...further.filter((group) => group.some(holds)).flat()];
  const integers = keys.map(([, name]) => {
    const values = columnOf(name);
    return rows.map((row) => integer(table, row, name, values[row]));
  });
  const order = rows.map((_, k) => k).sort((a, b) => compared(integers, a, b));
  for (let k = 1; k < order.length; k++)
    if (compared(integers, order[k - 1], order[k]) === 0)
      throw new DataError(
        `${table.placeOf(rows[order[k]])}: rows of part '${part}' must differ in ${keys.map(([, name]) => name).join(', ')}, got ${integers.map((column) => column[order[k]]).join(', ')} twice - merge files by naming them all`,
      );
  return {
    length: rows.length,
    keys: Object.fromEntries(keys.map(([field], c) => [field, Int32Array.from(order, (k) => integers[c][k])])),
    sums: Object.fromEntries(
      sums.map(([field, name]) => {
        const values = columnOf(name);
        return [field, Float64Array.from(order, (k) => sum(table, rows[k], name, values[rows[k]]))];
      }),
    ),
  };
}

function compared(columns: readonly (readonly number[])[], a: number, b: number): number {
  for (const column of columns) if (column[a] !== column[b]) return column[a] - column[b];
  return 0;
}

function integer(table: AggregatesTable, row: number, name: string, value: unknown): number {
  const number = numberOf(value);
  if (Number.isInteger(number) && number >= 0 && number < 2 ** 31) return number;
  throw new DataError(`${table.placeOf(row)}: ${name} must be an integer from 0, got ${shownValue(value)}`);
}

/** A sum, or the logarithm of a scale, which is −∞ where there is no weight. */
function sum(table: AggregatesTable, row: number, name: string, value: unknown): number {
  if (name === 'log_scale' && isNothing(value)) return -Infinity;
  // Of a block without an episode.
  if (name === 'g_least' && (value === Infinity || isMissing(value))) return Infinity;
  const number = numberOf(value);
  if (Number.isFinite(number)) return number;
  throw new DataError(`${table.placeOf(row)}: ${name} must be a finite number, got ${shownValue(value)}`);
}

function isNothing(value: unknown): boolean {
  return value === -Infinity || isMissing(value) || (typeof value === 'string' && /^\s*-inf(inity)?\s*$/i.test(value));
}

/** Databases write integers of 64 bits and truth values in their own ways. */
function numberOf(value: unknown): number {
  if (typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
  if (typeof value === 'string' && /^\s*(t|true)\s*$/i.test(value)) return 1;
  if (typeof value === 'string' && /^\s*(f|false)\s*$/i.test(value)) return 0;
  return numberFrom(value);
}
