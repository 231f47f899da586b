import type { Trajectories } from '../../trajectories/trajectories.js';
import { logOfRows } from './assemble/logOfRows.js';
import type { LogColumn } from './columns/logColumn.js';
import { watched } from './columns/watched.js';
import type { RowReader } from './logRows.js';
import { type RowFormat, openRows } from './openRows.js';
import type { ReadTrajectoriesOptions } from './readOptions.js';
import { RowLog } from './rowLog.js';

/**
 * Reads a log from rows, of text, packed or not, or of Parquet: see `readTrajectories`, which checks the options.
 *
 * @param file opens the messages of errors
 * @throws DataError on everything that is wrong with the file
 */
export async function readRowLog(
  path: string,
  file: string,
  format: RowFormat,
  names: Readonly<Record<LogColumn, string>>,
  options: ReadTrajectoriesOptions,
): Promise<Trajectories> {
  const { bytes, reader, lastByte } = await openRows(path, file, format, names, options);
  return logOfReader(file, bytes, reader, names, options, lastByte);
}

/**
 * The log that a reader of rows reads, whatever the format.
 *
 * @param lastByte of the file, where a whole file of ours ends in a line break
 */
export async function logOfReader(
  file: string,
  bytes: AsyncIterable<Buffer>,
  reader: RowReader,
  names: Readonly<Record<LogColumn, string>>,
  options: ReadTrajectoriesOptions,
  lastByte?: () => number | undefined,
): Promise<Trajectories> {
  const log = new RowLog(file, names, options, false);
  let nothing = true;
  const reading = reader(
    file,
    watched(bytes, () => (nothing = false)),
    log.start,
  );
  while ((await reading.next()).done !== true);
  const { rows } = log;
  if (!rows || rows.length === 0) return log.failEmpty(nothing);
  const steps = rows.finish();
  const nSteps = steps.state.length;
  log.checkWhole({ nEpisodes: steps.nEpisodes, nSteps, line: steps.line.at(nSteps - 1) }, lastByte);
  return logOfRows(file, steps, rows.sentences(), log.assembly());
}
