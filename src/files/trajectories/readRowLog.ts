import type { Trajectories } from '../../trajectories/trajectories.js';
import { logOfRows } from './assemble/logOfRows.js';
import type { LogColumn } from './columns/logColumn.js';
import { type OpenRows, type RowFormat, openRows } from './openRows.js';
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
  return logOfOpenRows(file, await openRows(path, file, format, names, options), names, options);
}

/** The log that a reader of rows reads, whatever the format. */
export async function logOfOpenRows(
  file: string,
  { read, lastByte }: OpenRows,
  names: Readonly<Record<LogColumn, string>>,
  options: ReadTrajectoriesOptions,
): Promise<Trajectories> {
  const log = new RowLog(file, names, options, false);
  const reading = read(log.start);
  while ((await reading.next()).done !== true);
  const { rows } = log;
  if (!rows || rows.length === 0) return log.failEmpty(lastByte);
  const steps = rows.finish();
  const nSteps = steps.state.length;
  log.checkWhole({ nEpisodes: steps.nEpisodes, nSteps, line: steps.line.at(nSteps - 1) }, lastByte);
  return logOfRows(file, steps, rows.sentences(), log.assembly());
}
