import { columnNames } from '../../../../src/files/trajectories/columns/columnNames.js';
import type { RowReader } from '../../../../src/files/trajectories/logRows.js';
import type { OpenRows } from '../../../../src/files/trajectories/openRows.js';
import type { ReadTrajectoriesOptions } from '../../../../src/files/trajectories/readOptions.js';
import { logOfOpenRows } from '../../../../src/files/trajectories/readRowLog.js';
import { RowLog } from '../../../../src/files/trajectories/rowLog.js';
import type { ReadSteps } from '../../../../src/files/trajectories/rows/readSteps.js';

const NAMES = columnNames('test');

/**
 * A text, or bytes, cut into chunks of a size, of which each is overwritten when the second after it is asked for.
 *
 * @param first size of the first of them
 */
export async function* inChunks(text: string | Buffer, size: number, first: number = size): AsyncGenerator<Buffer> {
  const given: Buffer[] = [];
  for (const part of cut(typeof text === 'string' ? Buffer.from(text) : text, size, first)) {
    await Promise.resolve();
    given.push(Buffer.from(part));
    yield given.at(-1)!;
    if (given.length > 1) given.shift()!.fill('#');
  }
}

function* cut(bytes: Buffer, size: number, first: number): Generator<Buffer> {
  if (first > 0) yield bytes.subarray(0, first);
  for (let at = first; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The log that a reader reads and what was said, or the message of the error. */
export async function whole(
  reader: RowReader,
  chunks: AsyncIterable<Buffer>,
  options: ReadTrajectoriesOptions,
): Promise<unknown> {
  const said: string[] = [];
  try {
    const read: OpenRows['read'] = (start) => reader('log.csv', chunks, start);
    const log = await logOfOpenRows('log.csv', { read }, NAMES, { ...options, say: (line) => said.push(line) });
    return { log, said };
  } catch (error) {
    return messageOf(error);
  }
}

const rowsOf = (steps: ReadSteps): unknown[] =>
  Array.from(steps.state, (state, i) => [
    steps.episodes.nameOf(steps.episode.at(i)),
    ...[steps.line.at(i), steps.t.at(i), state, steps.action[i], steps.reward[i], steps.nextState[i], steps.flags[i]],
    ...[steps.propensity?.[i], steps.hidden?.[i]],
  ]);

/** The rows of a log that is read in pieces, or the message of the error. */
export async function pieces(reader: RowReader, chunks: AsyncIterable<Buffer>): Promise<unknown> {
  const log = new RowLog('log.csv', NAMES, {}, true);
  const rows: unknown[] = [];
  const reading = reader('log.csv', chunks, log.start);
  try {
    while ((await reading.next()).done !== true)
      if (log.rows && log.rows.wholeRows > 0) rows.push(...rowsOf(log.rows.takeWhole()));
    if (log.rows) rows.push(...rowsOf(log.rows.finish()));
    return rows;
  } catch (error) {
    return messageOf(error);
  }
}
