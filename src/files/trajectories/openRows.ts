import { readChunks } from '../read/readChunks.js';
import type { LogColumn } from './columns/logColumn.js';
import type { LogFormat } from './logFormat.js';
import type { RowReader } from './logRows.js';
import { csvReader } from './text/csv/readCsvRows.js';
import { jsonReader } from './text/json/readJsonRows.js';
import type { ReadTrajectoriesOptions } from './readOptions.js';
import { unicodeChunks } from './text/unicodeChunks.js';
import { unzipped } from './text/unzipped.js';
import { watched } from './columns/watched.js';

/** Formats that hold a log as rows with named fields. */
export type RowFormat = Exclude<LogFormat, 'npy' | 'npz'>;

/** The bytes of a file of rows, and what reads them. */
export interface OpenRows {
  readonly bytes: AsyncIterable<Buffer>;
  readonly reader: RowReader;
  /** Of those that were read, where a whole file of ours ends in a line break; absent where it does not. */
  readonly lastByte?: () => number | undefined;
}

/** Opens a file of rows: text, packed or not, or Parquet. */
export async function openRows(
  path: string,
  file: string,
  format: RowFormat,
  names: Readonly<Record<LogColumn, string>>,
  { separator, decimal }: Pick<ReadTrajectoriesOptions, 'separator' | 'decimal'>,
): Promise<OpenRows> {
  if (format === 'parquet') {
    // The unpackers of Parquet are made as they are loaded.
    const { readParquetRows } = await import('./parquet/readParquetRows.js');
    return { bytes: readChunks(path), reader: readParquetRows };
  }
  let lastByte: number | undefined;
  return {
    bytes: watched(unicodeChunks(file, unzipped(file, readChunks(path))), (byte) => (lastByte = byte)),
    reader: format === 'csv' ? csvReader({ separator, decimal }) : jsonReader(names.reward),
    lastByte: () => lastByte,
  };
}
