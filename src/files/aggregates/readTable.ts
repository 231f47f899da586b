import { extname } from 'node:path';
import { ArgumentError, DataError } from '../../core/errors.js';
import { listed } from '../read/listed.js';
import { readWhole } from '../read/readWhole.js';
import { HEADER_KEY } from '../trajectories/parquet/keys.js';
import { type AboutAggregates, parseAbout } from './aboutAggregates.js';
import type { NamedColumns } from './namedColumns.js';
import { csvTable, jsonLinesTable } from './textTable.js';

/** A table of aggregates as a file has it. */
export interface AggregatesTable {
  /** Shape (rows). */
  readonly part: readonly string[];
  /** By name, shape (rows) each: numbers, BigInts, truth values, text, or nothing. */
  readonly columns: ReadonlyMap<string, ArrayLike<unknown>>;
  /** What a file of ours says in its metadata. */
  readonly about?: AboutAggregates;
  /** Opens the message of an error about a row. */
  placeOf: (row: number) => string;
}

/** Aggregates of the largest logs are some megabytes. */
const LARGEST = 2 ** 30;

/** @throws DataError where the file is no table with a column `part`; ArgumentError for another ending */
export async function readTable(path: string, file: string): Promise<AggregatesTable> {
  const extension = extname(path).toLowerCase();
  if (!['.parquet', '.csv', '.tsv', '.jsonl', '.ndjson'].includes(extension))
    throw new ArgumentError(
      `readAggregates: path must end in .parquet, .csv, .tsv, .jsonl or .ndjson, got '${path}' - rename it, or write aggregates by couplet aggregate`,
    );
  const table =
    extension === '.parquet'
      ? await parquetTable(path, file)
      : extension === '.jsonl' || extension === '.ndjson'
        ? jsonLinesTable(file, await textOf(path))
        : csvTable(file, await textOf(path));
  try {
    return await tableOf(file, table);
  } finally {
    await table.close?.();
  }
}

async function tableOf(file: string, { names, columnOf, placeOf, header }: NamedColumns): Promise<AggregatesTable> {
  if (!names.includes('part'))
    throw new DataError(
      `${file}: must have a column 'part', got ${listed(names)} - is it a file of aggregates? couplet aggregate makes one of a log`,
    );
  const part = Array.from(await columnOf('part'), String);
  const columns = new Map<string, ArrayLike<unknown>>();
  for (const name of names) if (name !== 'part') columns.set(name, await columnOf(name));
  return { part, columns, placeOf, ...(header !== undefined && { about: parseAbout(`${file}: metadata`, header) }) };
}

async function textOf(path: string): Promise<string> {
  return (await readWhole(path, LARGEST, 'is it a file of aggregates?')).toString();
}

async function parquetTable(path: string, file: string): Promise<NamedColumns> {
  // The unpackers of Parquet are made as they are loaded.
  const { openParquet } = await import('../trajectories/parquet/openParquet.js');
  const parquet = await openParquet(path, file);
  return {
    names: parquet.columns,
    header: parquet.metadata(HEADER_KEY),
    async columnOf(name) {
      const groups: unknown[][] = [];
      for (let group = 0; group < parquet.groups.length; group++)
        groups.push(Array.from(await parquet.values(name, group)));
      return groups.flat();
    },
    placeOf: (row) => `${file}: row ${row + 1}`,
    close: () => parquet.close(),
  };
}
