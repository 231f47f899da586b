import { extname } from 'node:path';
import { ArgumentError } from '../../core/errors.js';

/** A format of log files: comma-separated values, or one JSON object a line. */
export type LogFormat = 'csv' | 'jsonl';

const byExtension: ReadonlyMap<string, LogFormat> = new Map([
  ['.csv', 'csv'],
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
]);

/**
 * The format of a file.
 *
 * @param given the option; without it the extension tells
 * @throws ArgumentError if neither tells
 */
export function logFormat(where: string, path: string, given: LogFormat | undefined): LogFormat {
  const format = given ?? byExtension.get(extname(path).toLowerCase());
  if (format === 'csv' || format === 'jsonl') return format;
  throw new ArgumentError(
    given === undefined
      ? `${where}: path must end in ${[...byExtension.keys()].join(', ')}, got '${path}' - give the option format`
      : `${where}: format must be csv or jsonl, got '${given as string}'`,
  );
}
