import { extname } from 'node:path';
import { ArgumentError } from '../../core/errors.js';
import { HDF5_REMEDY } from './numpy/hdf5.js';

/**
 * A format of log files: comma-separated values (or by semicolons or tabs), JSON with one object a line or as a table,
 * Parquet, NumPy's archive of arrays, or a single array of NumPy's. JSON tables and single arrays are read and not
 * written.
 */
export type LogFormat = 'csv' | 'jsonl' | 'json' | 'parquet' | 'npz' | 'npy';

/** Those that `writeTrajectories` writes. */
export type WrittenLogFormat = Exclude<LogFormat, 'json' | 'npy'>;

export const LOG_FORMATS: readonly LogFormat[] = ['csv', 'jsonl', 'json', 'parquet', 'npz', 'npy'];
export const WRITTEN_LOG_FORMATS: readonly WrittenLogFormat[] = ['csv', 'jsonl', 'parquet', 'npz'];

const byExtension: ReadonlyMap<string, LogFormat> = new Map([
  ['.csv', 'csv'],
  ['.tsv', 'csv'],
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
  ['.json', 'json'],
  ['.parquet', 'parquet'],
  ['.npz', 'npz'],
  ['.npy', 'npy'],
]);

/** Extensions by which a file is read, and not written: with tabs, and packed. */
const READ_ONLY: readonly string[] = ['.tsv'];
const PACKED = /\.gz$/i;

/**
 * The format of a file.
 *
 * @param given the option; without it the extension tells
 * @param formats those that can be
 * @throws ArgumentError if neither tells, or it is none of those
 */
export function logFormat<Format extends LogFormat>(
  where: string,
  path: string,
  given: LogFormat | undefined,
  formats: readonly Format[],
): Format {
  const reads = formats.some((candidate) => candidate === 'json');
  const extension = extname(reads ? path.replace(PACKED, '') : path).toLowerCase();
  const known = [...byExtension].filter(([name]) => reads || !READ_ONLY.includes(name));
  const told = given ?? known.find(([name]) => name === extension)?.[1];
  const format = formats.find((candidate) => candidate === told);
  if (format !== undefined) return format;
  const extensions = known
    .filter(([, candidate]) => formats.some((possible) => possible === candidate))
    .map(([name]) => name);
  if (given === undefined && /\.(hdf5|h5)$/i.test(path))
    throw new ArgumentError(`${where}: path must be of a log, got HDF5, '${path}' - ${HDF5_REMEDY}`);
  throw new ArgumentError(
    given === undefined
      ? `${where}: path must end in ${extensions.join(', ')}, got '${path}' - give the option format`
      : `${where}: format must be one of ${formats.join(', ')}, got '${given}'`,
  );
}
