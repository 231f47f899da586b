import { spaceWithEnds } from '../../../trajectories/align/enterEnds.js';
import type { Trajectories } from '../../../trajectories/trajectories.js';
import { fileName } from '../../read/fileFault.js';
import { logOfPiece } from '../assemble/logOfPiece.js';
import type { LogPiece } from '../assemble/logPiece.js';
import { LogSurvey, type WholeLog } from '../assemble/logSurvey.js';
import { checkReadOptions } from '../checkReadOptions.js';
import { columnNames } from '../columns/columnNames.js';
import type { RowFormat } from '../openRows.js';
import type { ReadTrajectoriesOptions } from '../readOptions.js';
import { RowLog } from '../rowLog.js';
import { type RowFile, rowPieces } from './rowPieces.js';

/** Some megabytes of columns: enough that what is done once a piece costs nothing. */
const PIECE_ROWS = 65_536;

/** A log that may be larger than memory, of which is known what holds for all of it. */
export interface LogInPieces extends Pick<WholeLog, 'nStates' | 'nActions' | 'source'> {
  readonly nSteps: number;
  readonly hasPropensity: boolean;
  /** The log from its first episode on, some at a time: `readTrajectories` gives them all at once. */
  logs(): AsyncGenerator<Trajectories>;
}

export interface LogInPiecesOptions extends ReadTrajectoriesOptions {
  /** How many rows a piece has at least; default 65,536. */
  readonly pieceRows?: number;
}

/**
 * Opens a file of rows as `readTrajectories` reads it, to be read in pieces. A file of ours says of itself what holds
 * for all of it; any other is read through for that, once more than for its steps.
 *
 * @param path of rows; not standard input, as it is read more than once
 * @throws ArgumentError on options; DataError with the line of what is wrong with the file, also of rows of an episode
 *   that are apart
 *
 * Cost O(steps), or a piece where the file says how it is. Memory as of `rowPieces`.
 */
export async function logInPieces(
  path: string,
  format: RowFormat,
  { pieceRows = PIECE_ROWS, ...options }: LogInPiecesOptions = {},
): Promise<LogInPieces> {
  checkReadOptions(options);
  const names = columnNames('readTrajectories', options.columns, options.names);
  const file: RowFile = { path, file: fileName(path), format, names, options, pieceRows };
  const { whole, ...known } = await surveyed(file);
  const { nStates, nActions, source, ends } = whole;
  const space = ends ? spaceWithEnds(source, ends) : { nStates, source };
  return { ...space, nActions, ...known, logs: () => logsOf(file, whole) };
}

/** Reads as much of a file as it takes to know what holds for all of it. */
async function surveyed(
  file: RowFile,
): Promise<{ readonly whole: WholeLog } & Pick<LogInPieces, 'nSteps' | 'hasPropensity'>> {
  const log = new RowLog(file.file, file.names, file.options, true);
  let survey: LogSurvey | undefined;
  let last: LogPiece | undefined;
  let nSteps = 0;
  for await (const piece of rowPieces(file, log, () => survey?.from)) {
    survey ??= new LogSurvey(file.file, log.assembly());
    survey.add(piece);
    last = piece;
    nSteps += piece.state.length;
    if (!survey.settled || log.header?.nSteps === undefined) continue;
    nSteps = log.header.nSteps;
    break;
  }
  const { steps, propensity, propensities } = last!;
  return { whole: survey!.finish(steps), nSteps, hasPropensity: (propensity ?? propensities) !== undefined };
}

async function* logsOf(file: RowFile, whole: WholeLog): AsyncGenerator<Trajectories> {
  const log = new RowLog(file.file, file.names, file.options, true);
  for await (const piece of rowPieces(file, log, () => whole.from)) yield logOfPiece(file.file, piece, whole);
}
