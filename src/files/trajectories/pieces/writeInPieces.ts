import { checkTrajectories } from '../../../trajectories/checkTrajectories.js';
import type { Trajectories } from '../../../trajectories/trajectories.js';
import type { Provenance } from '../../provenance.js';
import { atomicWrite } from '../../write/atomicWrite.js';
import { columnNames } from '../columns/columnNames.js';
import { logHeaderText } from '../logHeader.js';
import { fieldNames } from '../rows/writtenRows.js';
import { csvHead, csvSteps } from '../text/csv/csvLog.js';
import { jsonHead, jsonSteps } from '../text/json/jsonLog.js';

/** How much a log holds. */
export interface LogSize {
  readonly nEpisodes: number;
  readonly nSteps: number;
}

/**
 * Writes a log that is made some episodes at a time, byte for byte as `writeTrajectories` writes all of them: of text
 * alone, whose lines need nothing of one another.
 *
 * @param pieces makes them from the first on, each time it is called, with names of their own: twice, as the first line
 *   says how many there are
 * @throws ArgumentError if one is not well formed; DataError if the file cannot be written
 *
 * Cost O(steps), and twice that of the pieces. One piece is held at a time.
 */
export async function writeInPieces(
  path: string,
  format: 'csv' | 'jsonl',
  pieces: () => Iterable<Trajectories>,
  provenance: Provenance,
): Promise<LogSize> {
  let [nEpisodes, nSteps] = [0, 0];
  for (const piece of pieces()) {
    nEpisodes += piece.nEpisodes;
    nSteps += piece.state.length;
  }
  const names = columnNames('writeInPieces');
  function* written(): Generator<string> {
    let begun = false;
    for (const piece of pieces()) {
      checkTrajectories(piece, 'writeInPieces');
      const fields = fieldNames(piece, names);
      if (!begun) {
        const header = logHeaderText({ ...piece, nEpisodes }, provenance, { nSteps });
        yield format === 'csv' ? csvHead(header, fields) : jsonHead(header);
      }
      begun = true;
      yield* format === 'csv' ? csvSteps(piece) : jsonSteps(piece, fields);
    }
  }
  await atomicWrite(path, written());
  return { nEpisodes, nSteps };
}
