import { fileURLToPath } from 'node:url';
import { DataError } from '../../src/core/errors.js';
import { readTrajectories } from '../../src/files/trajectories/readTrajectories.js';
import type { ReadTrajectoriesOptions } from '../../src/files/trajectories/readOptions.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/** The path of a small input, such as `csv-dialects/tab.csv`. */
export function pathOf(name: string): string {
  return fileURLToPath(new URL(`../fixtures/cases/${name}`, import.meta.url));
}

/** A small input as a log. */
export function readCase(name: string, options?: ReadTrajectoriesOptions): Promise<Trajectories> {
  return readTrajectories(pathOf(name), options);
}

/** What is said of a small input as it is read. */
export async function saidOf(name: string, options?: ReadTrajectoriesOptions): Promise<string[]> {
  const said: string[] = [];
  await readCase(name, { ...options, say: (sentence) => said.push(sentence) });
  return said;
}

/** The message of a small input that is refused, without its folder. */
export async function refusalOf(name: string, options?: ReadTrajectoriesOptions): Promise<string> {
  try {
    await readCase(name, options);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return error.message.replaceAll(pathOf(name), name.split('/')[1]);
  }
  throw new Error(`${name} was read`);
}
