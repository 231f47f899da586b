import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CommandRun } from './commandRun.js';
import { type CommandServer, startCommandServer } from './commandServer.js';
import { program } from './program.js';

export { emptyFolder } from './emptyFolder.js';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the built command in a folder, as a shell would without a terminal. `npm test` builds it first.
 *
 * One process runs command after command, which saves each the start; what depends on a process of its own gets one.
 */
export function couplet(folder: string, words: readonly string[], input = ''): Finished {
  return coupletServed(folder, words, input) ?? coupletAlone(folder, words, input);
}

/** By that one process alone: undefined for what needs one of its own. */
export function coupletServed(folder: string, words: readonly string[], input = ''): CommandRun | undefined {
  if (changedModule(folder, words)) return undefined;
  return (served ??= startCommandServer())(folder, words, input);
}

/** The same in a process of its own: for what a command does to its process, and what a process does to a command. */
export function coupletAlone(cwd: string, words: readonly string[], input = ''): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { cwd, input, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

let served: CommandServer | undefined;
/** What the modules were, by their paths, that the process has loaded. */
const loaded = new Map<string, string>();

/** Whether a module is named that the process knows as it was before: no process loads a module twice. */
function changedModule(folder: string, words: readonly string[]): boolean {
  const paths = words
    .flatMap((word) => /(?:^|=)([^=:]*\.m?js)/.exec(word)?.[1] ?? [])
    .map((path) => resolve(folder, path))
    .filter(existsSync);
  return paths.some((path) => {
    const text = readFileSync(path, 'utf8');
    const before = loaded.get(path) ?? text;
    loaded.set(path, before);
    return text !== before;
  });
}
