import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LocatedFault } from './locate.js';

/** Tests that a fault concerns, paths from the root in alphabetical order. */
export interface RelatedTests {
  /** Those that are about the fault's file or command alone, and see nearly all that is seen. */
  readonly near: readonly string[];
  /** The others, which only a fault that the near ones do not see is worth. */
  readonly further: readonly string[];
}

/**
 * The tests that a fault concerns: of a library folder those that mirror it, near where they have the name of the
 * fault's file or import it; of the command line those of test/cli that name a command which the fault's file serves,
 * near where the command is in their path, or they import the file.
 */
export async function relatedTests(root: string, fault: LocatedFault): Promise<RelatedTests> {
  const mirrored = (await readdir(join(root, 'test'), { recursive: true }))
    .map((path) => `test/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.test.ts') && !path.endsWith('.long.test.ts'))
    .filter((path) => path.startsWith(`test/${fault.folder}/`))
    .sort();
  const texts = new Map(
    await Promise.all(mirrored.map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const)),
  );
  const imports = (path: string): boolean => texts.get(path)!.includes(`${fault.path.replace(/\.ts$/, '.js')}'`);
  const commands = fault.folder === 'cli' ? commandsOf(fault) : [];
  const names = [basename(fault.path, '.ts'), ...commands].map((name) => `${name}.test.ts`);
  const isNear = (path: string): boolean => imports(path) || names.includes(basename(path));
  const concerns = (path: string): boolean =>
    fault.folder !== 'cli' || isNear(path) || commands.some((command) => texts.get(path)!.includes(`'${command}'`));
  const concerned = mirrored.filter(concerns);
  return {
    near: concerned.filter(isNear),
    further: concerned.filter((path) => !isNear(path)),
  };
}

/** A file of a command serves that command; of the others the list says it. */
function commandsOf({ path, commands }: LocatedFault): readonly string[] {
  const own = /\/commands\/(\w+)\.ts$/.exec(path);
  return commands ?? (own ? [own[1]] : []);
}
