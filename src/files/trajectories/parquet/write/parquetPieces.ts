import type { ColumnSource } from 'hyparquet-writer';
import type { Trajectories } from '../../../../trajectories/trajectories.js';
import type { LogColumn } from '../../columns/logColumn.js';
import { areNumbers } from '../../rows/names/areNumbers.js';
import { joinedColumns } from './joinedColumns.js';
import { ownParquet } from './ownParquet.js';
import { stepColumns } from './stepColumns.js';

/** What a reader holds at once. */
const GROUP_ROWS = 100_000;

/** What holds for all pieces of a log. */
export interface ParquetLog {
  /** JSON for the file's metadata. */
  readonly header: string;
  /** What the columns are called. */
  readonly names: Readonly<Record<LogColumn, string>>;
  /** Whether `hasNumbers` holds for all. */
  readonly numbered: boolean;
  /** Rows that are packed together; default 100,000. */
  readonly groupRows?: number;
}

/**
 * The bytes of a Parquet file that holds a log, one row a step, a group of rows at a time. The same log gives the same
 * bytes, however it is cut into pieces.
 *
 * @param pieces of the log, some episodes each; at least one
 *
 * Cost O(steps). One piece is held at a time, and a group of rows.
 */
export function* parquetPieces(pieces: Iterable<Trajectories>, log: ParquetLog): Generator<Uint8Array> {
  yield* ownParquet(log.header, groupsOf(pieces, log));
}

/** Whether the episodes of a log are named by numbers, which are then written as such, as far as 32 bits go. */
export function hasNumbers({ episodeId }: Trajectories): boolean {
  return !episodeId || areNumbers(episodeId, 2 ** 31);
}

function* groupsOf(
  pieces: Iterable<Trajectories>,
  { names, numbered, groupRows = GROUP_ROWS }: ParquetLog,
): Generator<ColumnSource[]> {
  let parts: ColumnSource[][] = [];
  let rows = 0;
  let begun = false;
  for (const piece of pieces) {
    const nSteps = piece.state.length;
    // A log without a step has columns, too.
    if (!begun) yield stepColumns(piece, names, numbered, 0, 0);
    begun = true;
    for (let first = 0; first < nSteps;) {
      const end = Math.min(nSteps, first + groupRows - rows);
      parts.push(stepColumns(piece, names, numbered, first, end));
      rows += end - first;
      first = end;
      if (rows < groupRows) continue;
      yield joinedColumns(parts);
      parts = [];
      rows = 0;
    }
  }
  if (rows > 0) yield joinedColumns(parts);
}
