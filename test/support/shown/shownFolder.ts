import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { coupletServed } from '../couplet.js';
import { program } from '../program.js';
import type { ShownBlock } from './shownBlocks.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A reader's folder: nothing in it but the installed package, and the command on the path. */
export interface ShownFolder {
  readonly path: string;
  /** Does what a block shows, as a reader would: enters the commands, runs the program, or saves the module. */
  readonly run: (block: ShownBlock) => { readonly code: number | null; readonly output: string };
  readonly remove: () => void;
}

/** Opens a module that is saved: `// mine.mjs`, and what it is. */
const SAVED = /^\/\/ ([\w-]+\.mjs)\b.*\n/;

/** A command line in which a shell would do nothing but part the words. */
const PLAIN = /^couplet((?: +[\w./:,=@%+-]+)*)(?: +#.*)?$/;

/**
 * Makes such a folder. Needs a build, which `npm test` makes first.
 *
 * @param entered `each`: every block of commands goes to a shell. `served`: not those of plain command lines, which then
 *   save the start of a process each
 */
export function shownFolder(entered: 'each' | 'served'): ShownFolder {
  const path = mkdtempSync(join(tmpdir(), 'couplet-shown-'));
  mkdirSync(join(path, 'node_modules', '.bin'), { recursive: true });
  symlinkSync(root, join(path, 'node_modules', 'couplet'), 'dir');
  writeFileSync(
    join(path, 'node_modules', '.bin', 'couplet'),
    `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`,
    { mode: 0o755 },
  );
  const env = { ...process.env, PATH: `${join(path, 'node_modules', '.bin')}:${process.env.PATH ?? ''}` };
  const shell = (code: string): { code: number | null; output: string } => {
    // What a terminal shows: both streams, in the order in which they are written.
    const { status, stdout } = spawnSync('sh', ['-e', '-c', `exec 2>&1\n${code}`], {
      cwd: path,
      encoding: 'utf8',
      env,
    });
    return { code: status, output: stdout };
  };
  return {
    path,
    run: ({ language, code }) => {
      if (language === 'sh') return (entered === 'served' ? served(path, code) : undefined) ?? shell(code);
      const [, saved = 'shown.mjs'] = SAVED.exec(code) ?? [];
      writeFileSync(join(path, saved), language === 'ts' ? asJavaScript(code) : code);
      return SAVED.test(code) ? { code: 0, output: '' } : shell(`node ${saved}`);
    },
    remove: () => {
      rmSync(path, { recursive: true });
    },
  };
}

/** Enters the lines up to one that fails, as `sh -e` does; undefined, and nothing done, for what only a shell can do. */
function served(folder: string, code: string): { code: number; output: string } | undefined {
  const lines = code
    .trimEnd()
    .split('\n')
    .map((line) => PLAIN.exec(line)?.[1].trim().split(/ +/));
  if (lines.includes(undefined)) return undefined;
  let output = '';
  for (const words of lines) {
    const run = coupletServed(folder, words!);
    if (run === undefined) return undefined;
    output += run.shown;
    if (run.code !== 0) return { code: run.code, output };
  }
  return { code: 0, output };
}

function asJavaScript(code: string): string {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}
