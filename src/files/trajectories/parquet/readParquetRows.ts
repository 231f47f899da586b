import { type LogHeader, parseLogHeader } from '../logHeader.js';
import type { LogRows, StartRows } from '../logRows.js';
import { HEADER_KEY } from './keys.js';
import { type ParquetFile, openParquet } from './openParquet.js';

/**
 * Reads a Parquet file: one row a step, a group of rows at a time. Lines are numbers of rows, from 1.
 *
 * @param file opens the messages of errors
 */
export async function* readParquetRows(path: string, file: string, start: StartRows): AsyncGenerator<void, LogRows> {
  const parquet = await openParquet(path, file);
  try {
    return yield* rowsOf(parquet, file, start);
  } finally {
    await parquet.close();
  }
}

async function* rowsOf(parquet: ParquetFile, file: string, start: StartRows): AsyncGenerator<void, LogRows> {
  const text = parquet.metadata(HEADER_KEY);
  const header: LogHeader | undefined = text === undefined ? undefined : parseLogHeader(`${file}: metadata`, text);
  const fields = parquet.columns;
  const { rows, columns } = start({ line: 1, fields, header });
  const wanted = [...new Set(Object.values(columns).flat())].filter((field) => typeof field === 'number');
  const row: unknown[] = new Array(fields.length);
  let line = 0;
  for (let group = 0; group < parquet.groups.length; group++) {
    const values = new Map<number, ArrayLike<unknown>>();
    for (const field of wanted)
      values.set(field, await parquet.values(fields[field], group, field === columns.propensityList));
    for (let i = 0; i < parquet.groups[group]; i++) {
      for (const [field, column] of values) row[field] = fieldValue(column[i]);
      rows.add(++line, row);
    }
    yield;
  }
  return { rows, header };
}

/**
 * As other formats hold it: nothing as empty text, and integers of 64 bits by their digits where a number would lose
 * some.
 */
function fieldValue(value: unknown): unknown {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
