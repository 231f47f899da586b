import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

type Ranges = Readonly<Record<string, string>>;

const root = fileURLToPath(new URL('../', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly dependencies: Ranges;
  readonly devDependencies: Ranges;
  readonly optionalDependencies?: Ranges;
  readonly peerDependencies: Ranges;
  readonly sideEffects: readonly string[];
  readonly bin: Ranges;
};

describe('package.json', () => {
  it('names exact versions of all that is installed, and leaves peers a range', () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest;
    const installed = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(installed.filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))).toEqual([]);
    expect(Object.entries(manifest.peerDependencies).filter(([, range]) => !range.startsWith('^'))).toEqual([]);
  });

  it('lists as having side effects every module that acts when it is loaded', () => {
    const sources = ['src', 'envs', 'policies'].flatMap((top) =>
      readdirSync(root + top, { recursive: true, encoding: 'utf8' }).map((name) => `${top}/${name}`),
    );
    const acting = sources.filter((path) => /\.tsx?$/.test(path) && acts(path, readFileSync(root + path, 'utf8')));
    expect(acting.map((path) => `./dist/${path.replace(/\.tsx?$/, '.js')}`)).toEqual(manifest.sideEffects);
  });

  it('says of a module whether it acts', () => {
    expect(acts('a.ts', "import { a } from './b.js';\nexport const c = a();\nexport function d() { a(); }")).toBe(
      false,
    );
    for (const text of ['a();', "import './b.js';", 'if (a) b = 1;', 'await a();', 'for (const a of b) c(a);'])
      expect(acts('a.ts', text), text).toBe(true);
  });
});

describe('tarball', () => {
  const [{ files }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  ) as [{ files: readonly { readonly path: string }[] }];
  const paths = files.map(({ path }) => path);

  it('holds the entry points and the command', () => {
    expect(paths).toEqual(expect.arrayContaining(['package.json', 'dist/src/index.js', 'dist/src/cli/main.js']));
  });

  it('holds neither tests nor scripts', () => {
    const places = new Set(paths.map((path) => /^(dist\/)?[^/]+/.exec(path)![0]));
    expect([...places].sort()).toEqual(
      ['CHANGELOG.md', 'CITATION.cff', 'LICENSE', 'README.md', 'package.json']
        .concat(['dist/envs', 'dist/page', 'dist/policies', 'dist/src', 'envs', 'policies', 'src'])
        .sort(),
    );
  });
});

/** Whether a module does something besides making what it exports: a bundler may leave out those that do not. */
function acts(path: string, text: string): boolean {
  return ts
    .createSourceFile(path, text, ts.ScriptTarget.ESNext)
    .statements.some(
      (statement) =>
        (ts.isImportDeclaration(statement) && !statement.importClause) ||
        ![
          ts.isImportDeclaration,
          ts.isExportDeclaration,
          ts.isExportAssignment,
          ts.isVariableStatement,
          ts.isFunctionDeclaration,
          ts.isClassDeclaration,
          ts.isInterfaceDeclaration,
          ts.isTypeAliasDeclaration,
          ts.isEnumDeclaration,
          ts.isModuleDeclaration,
        ].some((isDeclaration) => isDeclaration(statement)),
    );
}
