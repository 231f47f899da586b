import { DataError } from '../../../../core/errors.js';
import { shownValue } from '../../../read/shownValue.js';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The records of a JSON value that is a table: an array of records; `{ column: [values] }` or `{ column: { index: value
 * } }`, as pandas' `to_json` writes without an orient; `{ columns, data }`, as with orient split; `{ data: [records]
 * }`, as with table.
 *
 * @throws DataError if it is none of these
 */
export function jsonTable(file: string, value: unknown): readonly JsonObject[] {
  if (Array.isArray(value)) return value.map((record, i) => objectOf(`${file}: record ${i + 1}`, record));
  const table = objectOf(file, value);
  if (Array.isArray(table.data)) {
    const { columns, data } = table as { readonly columns?: unknown; readonly data: readonly unknown[] };
    return Array.isArray(columns)
      ? data.map((row, i) => record(file, columns.map(String), row, i))
      : jsonTable(file, data);
  }
  const names = Object.keys(table);
  const columns = names.map((name) => columnOf(table[name]));
  const odd = columns.findIndex((column) => column?.length !== columns[0]?.length || column === undefined);
  if (odd >= 0 || columns.length === 0)
    throw new DataError(
      `${file}: must be records, or columns of the same length, got ${shownValue(table[names[Math.max(odd, 0)]])}${odd < 0 ? '' : ` for '${names[odd]}'`} - write an array of objects, one a step`,
    );
  return Array.from({ length: columns[0]?.length ?? 0 }, (_, i) =>
    Object.fromEntries(names.map((name, k) => [name, columns[k]?.[i]])),
  );
}

function objectOf(where: string, value: unknown): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new DataError(`${where}: must be a JSON object, got ${shownValue(value)}`);
}

function columnOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as readonly unknown[];
  return typeof value === 'object' && value !== null ? Object.values(value) : undefined;
}

function record(file: string, names: readonly string[], row: unknown, i: number): JsonObject {
  if (Array.isArray(row) && row.length === names.length)
    return Object.fromEntries(names.map((name, k) => [name, row[k] as unknown]));
  throw new DataError(`${file}: record ${i + 1}: must have ${names.length} values, got ${shownValue(row)}`);
}
