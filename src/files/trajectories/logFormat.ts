import { extname } from 'node:path';
import { ArgumentError } from '../../core/errors.js';

/**
 * A format of log files: comma-separated values, one JSON object a line, Parquet, NumPy's archive of arrays, or a single array of
 * NumPy's, which is read and not written.
 */
export type LogFormat = 'csv' | 'jsonl' | 'parquet' | 'npz' | 'npy';

/** Those that `writeTrajectories` writes. */
export type WrittenLogFormat = Exclude<LogFormat, 'npy'>;

export const LOG_FORMATS: readonly LogFormat[] = ['csv', 'jsonl', 'parquet', 'npz', 'npy'];
export const WRITTEN_LOG_FORMATS: readonly WrittenLogFormat[] = ['csv', 'jsonl', 'parquet', 'npz'];

const byExtension: ReadonlyMap<string, LogFormat> = new Map([
  ['.csv', 'csv'],
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
  ['.parquet', 'parquet'],
  ['.npz', 'npz'],
  ['.npy', 'npy'],
]);

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
  const told = given ?? byExtension.get(extname(path).toLowerCase());
  const format = formats.find((candidate) => candidate === told);
  if (format !== undefined) return format;
  const extensions = [...byExtension]
    .filter(([, known]) => formats.some((candidate) => candidate === known))
    .map(([extension]) => extension);
  throw new ArgumentError(
    given === undefined
      ? `${where}: path must end in ${extensions.join(', ')}, got '${path}' - give the option format`
      : `${where}: format must be one of ${formats.join(', ')}, got '${given}'`,
  );
}
