import { ArgumentError } from '../../core/errors.js';
import { checkTrajectories } from '../../trajectories/checkTrajectories.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { atomicWrite } from '../write/atomicWrite.js';
import type { Provenance } from '../provenance.js';
import { columnNames } from './columns/columnNames.js';
import type { ColumnNames } from './columns/logColumn.js';
import { csvLog } from './text/csv/csvLog.js';
import { fieldNames } from './rows/writtenRows.js';
import { WRITTEN_LOG_FORMATS, type WrittenLogFormat, logFormat } from './logFormat.js';
import { logHeaderText } from './logHeader.js';
import { numpyLogBytes } from './numpy/numpyLogBytes.js';
import { hasNumbers, parquetPieces } from './parquet/write/parquetPieces.js';
import { jsonHead, jsonSteps } from './text/json/jsonLog.js';

export interface WriteTrajectoriesOptions {
  /** Default: by the extension. Needed for standard output. */
  readonly format?: WrittenLogFormat;
  /** Names of columns that are to be called something else in the file. */
  readonly columns?: ColumnNames;
}

/**
 * Writes a log to a file, as `readTrajectories` reads it: every number comes back the same, bit for bit. The first line
 * carries the provenance, the log's source and its size.
 *
 * @param path CSV (`.csv`), JSON lines (`.jsonl`, `.ndjson`), Parquet (`.parquet`) or an archive of arrays (`.npz`)
 *   with one entry a step; `-` is standard output
 * @throws ArgumentError on options, or if the log is not well formed; DataError if the file cannot be written
 *
 * Cost O(steps). The file is written as a stream, or at once if it is an archive, and whole or not at all.
 */
export async function writeTrajectories(
  path: string,
  trajectories: Trajectories,
  provenance: Provenance,
  options: WriteTrajectoriesOptions = {},
): Promise<void> {
  const where = 'writeTrajectories';
  const format = logFormat(where, path, options.format, WRITTEN_LOG_FORMATS);
  const names = columnNames(where, options.columns);
  checkTrajectories(trajectories, where);
  checkNames(trajectories.episodeId);
  const header = logHeaderText(trajectories, trajectories.state.length, provenance);
  const pieces = {
    csv: () => csvLog(trajectories, header, names),
    jsonl: () => jsonLog(trajectories, header, fieldNames(trajectories, names)),
    parquet: () => parquetPieces([trajectories], { header, names, numbered: hasNumbers(trajectories) }),
    npz: () => [numpyLogBytes(trajectories, provenance, names)],
  };
  await atomicWrite(path, pieces[format]());
}

function* jsonLog(trajectories: Trajectories, header: string, fields: readonly string[]): Generator<string> {
  yield jsonHead(header);
  yield* jsonSteps(trajectories, fields);
}

function checkNames(names: readonly string[] | undefined): void {
  const seen = new Set<string>();
  for (const name of names ?? []) {
    if (name === '' || seen.has(name))
      throw new ArgumentError(
        `writeTrajectories: episodes must have names of their own, got '${name}'${name === '' ? '' : ' twice'} - leave episodeId out to number them`,
      );
    seen.add(name);
  }
}
