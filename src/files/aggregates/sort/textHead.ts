import { DataError } from '../../../core/errors.js';
import type { LogColumn } from '../../trajectories/columns/logColumn.js';
import type { RowsStart, TakesRows } from '../../trajectories/logRows.js';
import { openRows } from '../../trajectories/openRows.js';

const IGNORED: TakesRows = { idFields: [], add: () => undefined };

/**
 * What the first lines of a file of text say: how its columns are called, and what stands before them.
 *
 * @throws DataError if it cannot be read, or has no steps
 */
export async function textHead(
  path: string,
  format: 'csv' | 'jsonl',
  names: Readonly<Record<LogColumn, string>>,
): Promise<RowsStart> {
  const { read } = await openRows(path, path, format, names, {});
  let head: RowsStart | undefined;
  const reading = read((start) => {
    head = start;
    return { rows: IGNORED, columns: {} };
  });
  while (!head && (await reading.next()).done !== true);
  await reading.return({ rows: undefined, header: undefined });
  if (head) return head;
  throw new DataError(`${path}: must hold at least one step, got none - check that it was written to its end`);
}
