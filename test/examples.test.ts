import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { exampleModule } from './support/examples/exampleModule.js';
import { once } from '../src/core/once.js';
import { type ExampleTools, exampleTools } from './support/examples/exampleTools.js';
import { examplesIn } from './support/examples/examplesIn.js';

/** Runs every `@example` of the sources, and compares the values that they state. */
const root = fileURLToPath(new URL('../', import.meta.url));
const entries: Readonly<Record<string, string>> = {
  couplet: 'src/index.ts',
  'couplet/files': 'src/files/index.ts',
  'couplet/gadgets': 'src/learning/index.ts',
  'couplet/laws': 'src/laws/index.ts',
};
const texts = new Map(
  ['src', 'envs', 'policies']
    .flatMap((top) => readdirSync(root + top, { recursive: true, encoding: 'utf8' }).map((name) => `${top}/${name}`))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => [path, readFileSync(root + path, 'utf8')]),
);
const exported = new Map([...texts].map(([path, text]) => [path, namesExported(path, text)]));
const withExamples = [...texts]
  .map(([path, text]) => ({ path, examples: examplesIn(path, text) }))
  .filter(({ examples }) => examples.length > 0);
const folder = mkdtempSync(join(tmpdir(), 'couplet-examples-'));

type Run = (tools: ExampleTools) => Promise<void>;

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.each(withExamples)('$path', ({ path, examples }) => {
  const module = once(async () => {
    const file = join(folder, `${path.replaceAll('/', '-')}.ts`);
    writeFileSync(file, exampleModule(examples, { ofName: (name) => sourceOf(name, path), ofPackage }));
    return (await import(file)) as { examples: readonly Run[] };
  });

  it.each(examples.map(({ line }, i) => [line, i] as const))('line %i', async (_, i) => {
    const { examples: runs } = await module();
    await runs[i](exampleTools);
  });
});

it('most examples state a value', () => {
  const all = withExamples.flatMap(({ examples }) => examples);
  const stating = all.filter((example) =>
    exampleModule([example], { ofName: () => undefined, ofPackage }).includes('$check('),
  );
  expect(stating.length / all.length).toBeGreaterThan(0.9);
});

/** Of what the file itself exports, of what the package does, or of what only one other file does. */
function sourceOf(name: string, path: string): string | undefined {
  const files = [path, ...Object.values(entries)].filter((file) => exported.get(file)!.has(name));
  const [first, second] =
    files.length > 0 ? [files[0]] : [...exported].flatMap(([file, names]) => (names.has(name) ? [file] : []));
  if (second)
    throw new Error(`examples: a name must be of one file, got ${name} of ${first} and ${second} - import it`);
  return first && root + first;
}

function ofPackage(specifier: string): string | undefined {
  return specifier in entries ? root + entries[specifier] : undefined;
}

function namesExported(path: string, text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of ts.createSourceFile(path, text, ts.ScriptTarget.ESNext).statements) {
    if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause))
      for (const { name, isTypeOnly } of statement.exportClause.elements)
        if (!statement.isTypeOnly && !isTypeOnly) names.add(name.text);
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) continue;
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) names.add(statement.name!.text);
    if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) names.add((name as ts.Identifier).text);
  }
  return names;
}
