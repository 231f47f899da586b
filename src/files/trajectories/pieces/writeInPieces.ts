import { ArgumentError } from '../../../core/errors.js';
import { checkTrajectories } from '../../../trajectories/checkTrajectories.js';
import type { Trajectories } from '../../../trajectories/trajectories.js';
import type { Provenance } from '../../provenance.js';
import { atomicWrite } from '../../write/atomicWrite.js';
import { columnNames } from '../columns/columnNames.js';
import type { LogColumn } from '../columns/logColumn.js';
import { logHeaderText } from '../logHeader.js';
import { hasNumbers, parquetPieces } from '../parquet/write/parquetPieces.js';
import { fieldNames } from '../rows/writtenRows.js';
import { csvHead, csvSteps } from '../text/csv/csvLog.js';
import { jsonHead, jsonSteps } from '../text/json/jsonLog.js';

/** How much a log holds. */
export interface LogSize {
  readonly nEpisodes: number;
  readonly nSteps: number;
}

/**
 * Writes a log that is made some episodes at a time, byte for byte as `writeTrajectories` writes all of them: as text or
 * Parquet, whose rows need nothing of one another.
 *
 * @param pieces makes them from the first on, each time it is called, with names of their own: twice, as the header
 *   says how many there are
 * @throws ArgumentError if one is not well formed; DataError if the file cannot be written
 *
 * Cost O(steps), and twice that of the pieces. One piece is held at a time.
 */
export async function writeInPieces(
  path: string,
  format: 'csv' | 'jsonl' | 'parquet',
  pieces: () => Iterable<Trajectories>,
  provenance: Provenance,
): Promise<LogSize> {
  const { about, nSteps, numbered } = survey(pieces());
  const header = logHeaderText(about, nSteps, provenance);
  const names = columnNames('writeInPieces');
  const log = checked(pieces());
  await atomicWrite(
    path,
    format === 'parquet' ? parquetPieces(log, { header, names, numbered }) : textPieces(log, format, header, names),
  );
  return { nEpisodes: about.nEpisodes, nSteps };
}

/** What holds for all pieces. */
interface Survey {
  readonly about: Pick<Trajectories, 'source' | 'nStates' | 'nActions' | 'nEpisodes'>;
  readonly nSteps: number;
  readonly numbered: boolean;
}

function survey(pieces: Iterable<Trajectories>): Survey {
  let about: Survey['about'] | undefined;
  let [nEpisodes, nSteps, numbered] = [0, 0, true];
  for (const piece of pieces) {
    const { source, nStates, nActions } = piece;
    nEpisodes += piece.nEpisodes;
    nSteps += piece.state.length;
    numbered &&= hasNumbers(piece);
    about ??= { source, nStates, nActions, nEpisodes };
  }
  if (!about) throw new ArgumentError('writeInPieces: pieces must be at least one, got none');
  return { about: { ...about, nEpisodes }, nSteps, numbered };
}

function* checked(pieces: Iterable<Trajectories>): Generator<Trajectories> {
  for (const piece of pieces) {
    checkTrajectories(piece, 'writeInPieces');
    yield piece;
  }
}

function* textPieces(
  pieces: Iterable<Trajectories>,
  format: 'csv' | 'jsonl',
  header: string,
  names: Readonly<Record<LogColumn, string>>,
): Generator<string> {
  let begun = false;
  for (const piece of pieces) {
    const fields = fieldNames(piece, names);
    if (!begun) yield format === 'csv' ? csvHead(header, fields) : jsonHead(header);
    begun = true;
    yield* format === 'csv' ? csvSteps(piece) : jsonSteps(piece, fields);
  }
}
