import { readReusing } from '../read/readReusing.js';
import type { LogColumn } from './columns/logColumn.js';
import type { LogFormat } from './logFormat.js';
import type { LogRows, StartRows } from './logRows.js';
import { csvReader } from './text/csv/readCsvRows.js';
import { jsonReader } from './text/json/readJsonRows.js';
import type { ReadTrajectoriesOptions } from './readOptions.js';
import { unicodeChunks } from './text/unicodeChunks.js';
import { unzipped } from './text/unzipped.js';
import { watched } from './columns/watched.js';

/** Formats that hold a log as rows with named fields. */
export type RowFormat = Exclude<LogFormat, 'npy' | 'npz'>;

/** What reads the rows of a file, and closes it also when it is left early. */
export interface OpenRows {
  /** Stops now and then, as `RowReader` does. */
  readonly read: (start: StartRows) => AsyncGenerator<void, LogRows> | Generator<void, LogRows>;
  /** Of the bytes that were read, of text: a whole file of ours ends in a line break. Undefined where there was none. */
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
    return { read: (start) => readParquetRows(path, file, start) };
  }
  let lastByte: number | undefined;
  const bytes = watched(unicodeChunks(file, unzipped(file, readReusing(path))), (byte) => (lastByte = byte));
  const reader = format === 'csv' ? csvReader({ separator, decimal }) : jsonReader(names.reward);
  return { read: (start) => reader(file, bytes, start), lastByte: () => lastByte };
}
