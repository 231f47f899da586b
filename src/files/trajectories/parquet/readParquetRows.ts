import { DataError } from '../../../core/errors.js';
import { type LogHeader, parseLogHeader } from '../logHeader.js';
import type { LogRows, RowReader } from '../logRows.js';
import { HEADER_KEY } from './keys.js';
import { openParquet } from './openParquet.js';

const LARGEST = 2 ** 32;

/** Reads a Parquet file: one row a step. Lines are numbers of rows, from 1. */
export const readParquetRows: RowReader = async function* (file, chunks, start): AsyncGenerator<void, LogRows> {
  const parquet = openParquet(file, await joined(file, chunks));
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
};

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

async function joined(file: string, chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > LARGEST) throw new DataError(`${file}: must be at most ${LARGEST} bytes, got more - split the log`);
    all.push(chunk);
  }
  return Buffer.concat(all);
}
