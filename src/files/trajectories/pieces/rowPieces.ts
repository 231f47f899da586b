import { type LogPiece, logPiece } from '../assemble/logPiece.js';
import type { LogColumn } from '../columns/logColumn.js';
import { type RowFormat, openRows } from '../openRows.js';
import type { ReadTrajectoriesOptions } from '../readOptions.js';
import type { RowLog } from '../rowLog.js';
import type { ReadSteps } from '../rows/readSteps.js';

/** A file of rows that is to be read in pieces. */
export interface RowFile {
  readonly path: string;
  /** Opens the messages of errors. */
  readonly file: string;
  readonly format: RowFormat;
  readonly names: Readonly<Record<LogColumn, string>>;
  readonly options: ReadTrajectoriesOptions;
  /** How many rows a piece has at least, but for the last. */
  readonly pieceRows: number;
}

/**
 * Reads a file of rows, a number of whole episodes at a time, with the checks of `readTrajectories`. The rows of an
 * episode must be adjacent.
 *
 * @param log takes in the rows
 * @param from asked for from where t counts, where that is known from pieces before
 * @throws DataError with the line of what is wrong
 *
 * Cost O(steps). Memory for the rows of a piece and the longest episode, and 16 to 32 bytes for each episode whose name
 * does not count on from the one before it.
 */
export async function* rowPieces(
  { path, file, format, names, options, pieceRows }: RowFile,
  log: RowLog,
  from: () => 0 | 1 | undefined,
): AsyncGenerator<LogPiece> {
  const { read, lastByte } = await openRows(path, file, format, names, options);
  const piece = (steps: ReadSteps): LogPiece => logPiece(file, steps, options.missingEnds, from());
  let [nEpisodes, nSteps] = [0, 0];
  const reading = read(log.start);
  try {
    while ((await reading.next()).done !== true) {
      const { rows } = log;
      if (!rows || rows.wholeRows < pieceRows) continue;
      const steps = rows.takeWhole();
      nEpisodes += steps.nEpisodes;
      nSteps += steps.state.length;
      yield piece(steps);
    }
  } finally {
    // Who has seen enough leaves the file open otherwise.
    await reading.return({ rows: undefined, header: undefined });
  }
  const { rows } = log;
  if (!rows || nSteps + rows.length === 0) return log.failEmpty(lastByte);
  const last = rows.finish();
  nEpisodes += last.nEpisodes;
  nSteps += last.state.length;
  log.checkWhole({ nEpisodes, nSteps, line: last.line.at(last.state.length - 1) }, lastByte);
  yield piece(last);
}
