import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from './fault.js';

/** A fault with where it goes. */
export interface LocatedFault extends Fault {
  /** From the root of the project, with slashes. */
  readonly path: string;
  /** The folder of src that it is in. */
  readonly folder: string;
}

/** What of the list is out of date, in words, beside what is not. */
export interface Located {
  readonly faults: readonly LocatedFault[];
  readonly stale: readonly string[];
}

/** Finds the file of each fault by the end of its path, and checks that its text stands there once. */
export async function locate(root: string, faults: readonly Fault[]): Promise<Located> {
  const paths = (await readdir(join(root, 'src'), { recursive: true }))
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'));
  const found: LocatedFault[] = [];
  const stale: string[] = [];
  for (const fault of faults) {
    const { id, file, text } = fault;
    // A file of a command has the name of what the command does, and is named with its folder.
    const here = paths.filter(
      (path) => path.endsWith(`/${file}`) && (file.includes('/') || !path.startsWith('src/cli/commands/')),
    );
    if (here.length !== 1) {
      stale.push(`${id}: one file must end in ${file}, got ${here.length === 0 ? 'none' : here.join(', ')}`);
      continue;
    }
    const [path] = here;
    const times = (await readFile(join(root, path), 'utf8')).split(text).length - 1;
    if (times === 1) found.push({ ...fault, path, folder: path.split('/')[1] });
    else stale.push(`${id}: the text must stand once in ${path}, got it ${times} times: ${text}`);
  }
  return { faults: found, stale };
}
