import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileFault } from '../../files/read/fileFault.js';

/**
 * Makes a folder for what a command writes, and those above it; one that is there is fine.
 *
 * @throws DataError if it cannot be made, or written to
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await make(resolve(path));
    await access(path, constants.W_OK);
  } catch (error) {
    throw fileFault(path, 'write', error);
  }
}

/** Node's own way to make all folders of a path does not end where the system makes none, such as in /proc. */
async function make(path: string): Promise<void> {
  if (await exists(path)) return;
  if (!(await exists(dirname(path)))) await make(dirname(path));
  await mkdir(path).catch(async (error: unknown) => {
    // Another process may have been faster.
    if (!(await exists(path))) throw error;
  });
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
