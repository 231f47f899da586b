import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from './support/program.js';

/**
 * Runs what the README shows, in its order, as a reader would: the commands in one shell each, the program against the
 * installed package, in an empty folder. Needs a build, which `npm test` makes first.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, code]) => ({ language, code }));
// The two commands of the project itself are what runs this test.
const examples = blocks.filter(
  ({ language, code }) => ['sh', 'ts', 'js'].includes(language) && !code.startsWith('npm '),
);

const folder = mkdtempSync(join(tmpdir(), 'couplet-readme-'));

beforeAll(() => {
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules', 'couplet'), 'dir');
  writeFileSync(join(folder, 'bin', 'couplet'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, {
    mode: 0o755,
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(file: string, args: readonly string[]): string {
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}` };
  return execFileSync(file, args, { cwd: folder, encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'inherit'] });
}

describe('README', () => {
  it('shows commands and a program', () => {
    expect(examples.map(({ language }) => language)).toEqual(expect.arrayContaining(['sh', 'ts', 'js']));
  });

  it.each(examples.map((example, i) => ({ ...example, title: `${i}: ${example.code.split('\n', 1)[0]}` })))(
    '$title',
    ({ language, code }) => {
      if (language === 'sh') expect(() => run('sh', ['-e', '-c', code])).not.toThrow();
      else if (language === 'js') writeFileSync(join(folder, 'mine.mjs'), code);
      else {
        const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
        writeFileSync(join(folder, 'example.mjs'), ts.transpileModule(code, { compilerOptions: options }).outputText);
        expect(run(process.execPath, ['example.mjs'])).toMatch(/^treatment effect 0\.\d{3} \[0\.\d{3}, 0\.\d{3}\]\n$/);
      }
    },
  );
});
