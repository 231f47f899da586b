import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocatedFault } from './locate.js';

/**
 * The tests that a fault concerns: of a library folder those that mirror it; of the command line those of test/cli that
 * name a command which the fault's file serves.
 *
 * @returns paths from the root, in alphabetical order
 */
export async function relatedTests(root: string, fault: LocatedFault): Promise<string[]> {
  const all = (await readdir(join(root, 'test'), { recursive: true }))
    .map((path) => `test/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.test.ts') && !path.endsWith('.long.test.ts'))
    .sort();
  const mirrored = all.filter((path) => path.startsWith(`test/${fault.folder}/`));
  if (fault.folder !== 'cli') return mirrored;
  const commands = commandsOf(fault);
  const texts = await Promise.all(mirrored.map((path) => readFile(join(root, path), 'utf8')));
  return mirrored.filter((_, i) => commands.some((command) => texts[i].includes(`'${command}'`)));
}

/** A file of a command serves that command; of the others the list says it. */
function commandsOf({ path, commands }: LocatedFault): readonly string[] {
  const own = /\/commands\/(\w+)\.ts$/.exec(path);
  return commands ?? (own ? [own[1]] : []);
}
