import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DataError } from '../../core/errors.js';

/**
 * The files that a name stands for: itself, or where its last part has a `*` or `?` all that match it, in the order of
 * their names. A shell would do that, but not within quotes, and not everywhere.
 *
 * @throws DataError where nothing matches
 */
export async function matchingFiles(pattern: string): Promise<string[]> {
  const name = basename(pattern);
  if (!/[*?]/.test(name)) return [pattern];
  const folder = dirname(pattern);
  const matches = new RegExp(
    `^${name
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
  const names = await readdir(folder).catch(() => [] as string[]);
  const found = names.filter((each) => matches.test(each)).sort();
  if (found.length === 0)
    throw new DataError(`${pattern}: some file must match, got none - check the folder and the pattern`);
  return found.map((each) => join(folder, each));
}
