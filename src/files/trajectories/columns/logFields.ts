import { fileName } from '../../read/fileFault.js';
import { columnNames } from './columnNames.js';
import { LOG_FORMATS, logFormat } from '../logFormat.js';
import { openRows } from '../openRows.js';
import type { ReadTrajectoriesOptions } from '../readOptions.js';

/**
 * The names of the columns of a log, in the order of the file, read no further than it takes to know them.
 *
 * @returns undefined for a file of arrays, whose layout says what is what
 * @throws as `readTrajectories`, on the part that is read
 */
export async function logFields(
  path: string,
  options: Pick<ReadTrajectoriesOptions, 'format' | 'names' | 'separator' | 'decimal'> = {},
): Promise<readonly string[] | undefined> {
  const format = logFormat('logFields', path, options.format, LOG_FORMATS);
  if (format === 'npy' || format === 'npz') return undefined;
  const file = fileName(path);
  const { read } = await openRows(path, file, format, columnNames('logFields', {}, options.names), options);
  const found = new FoundFields();
  try {
    const reading = read(({ fields }) => {
      found.names = fields;
      throw found;
    });
    while ((await reading.next()).done !== true);
  } catch (error) {
    if (error !== found) throw error;
  }
  return found.names;
}

/** Thrown to end the reading. */
class FoundFields extends Error {
  names: readonly string[] = [];
}
