import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import './support/program.js';

/**
 * The package as its users get it: packed, installed in an empty folder without what is optional, and used from there.
 */
const root = fileURLToPath(new URL('../', import.meta.url));
const { version, exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
};
const entries = Object.keys(exports)
  .filter((subpath) => subpath !== './package.json')
  .map((subpath) => `couplet${subpath.slice(1)}`);
const folder = mkdtempSync(join(tmpdir(), 'couplet-installed-'));
const tarball = join(folder, `couplet-${version}.tgz`);

beforeAll(() => {
  // Built already, as the import above makes sure.
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], root);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  run('npm', ['install', '--omit=optional', '--prefer-offline', '--no-audit', '--no-fund', tarball]);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the installed package', () => {
  it('has the entry points that it is documented with', () => {
    expect(entries).toEqual(['couplet', 'couplet/files', 'couplet/gadgets', 'couplet/laws']);
  });

  it.each(entries)('can be imported: %s', (entry) => {
    const program = `const all = await import('${entry}'); console.log(Object.keys(all).length);`;
    expect(Number(run(process.execPath, ['--input-type=module', '-e', program]))).toBeGreaterThan(0);
  });

  it.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])(
    'has types that pass the compiler, declarations included: module %s, resolution %s',
    (module, moduleResolution) => {
      const names = entries.map((_, i) => `entry${i}`);
      const imports = entries.map((entry, i) => `import * as ${names[i]} from '${entry}';`);
      // A wrong use, to see that what is imported has types at all.
      const uses = '// @ts-expect-error\nentry0.createRng("seed");\nentry0.createRng(1).uniform().toFixed(2);';
      writeFileSync(join(folder, 'program.ts'), [...imports, `console.log(${names.join(', ')});`, uses].join('\n'));
      const compilerOptions = {
        ...{ module, moduleResolution, target: 'es2023', lib: ['es2023', 'dom'], types: [] },
        ...{ strict: true, noEmit: true, skipLibCheck: false },
      };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }));
      expect(tool('tsc', ['-p', folder])).toBe('');
    },
  );

  it('has a command', () => {
    expect(run(join(folder, 'node_modules', '.bin', 'couplet'), ['--version'])).toBe(`${version}\n`);
  });
});

describe('the tarball', () => {
  it('is what publint asks for', () => {
    expect(tool('publint', ['run', tarball, '--strict'])).toContain('All good!');
  });

  it('has types that resolve wherever modules do', () => {
    expect(tool('attw', [tarball, '--profile', 'esm-only', '--no-emoji', '--no-color'])).toContain('"couplet/laws"');
  });
});

/** What a program says; throws with it where it fails. */
function run(file: string, args: readonly string[], cwd = folder): string {
  try {
    return execFileSync(file, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    throw new Error(`${file} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
}

/** Runs a tool of the project, which the installed package does not bring. */
function tool(name: string, args: readonly string[]): string {
  return run(join(root, 'node_modules', '.bin', name), args);
}
