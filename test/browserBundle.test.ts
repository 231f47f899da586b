import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Rolldown, build } from 'vite';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'couplet-bundle-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a bundle for the browser, by vite without a configuration: neither aliases nor shims', () => {
  it('of the whole public API loads nothing of Node and no large package before it is called for', async () => {
    const { first, later } = await bundle(`export * from '${root}src/index.ts';`);
    expect(first.modules.filter((id) => /^(node:|__vite-browser-external)/.test(id))).toEqual([]);
    expect(first.code).not.toMatch(/['"]node:/);
    // What is bundled in, all of it small; a new package has to be added here by hand.
    expect(packagesOf(first.modules)).toEqual(['immer', 'zod']);
    expect(packagesOf(later.modules)).toEqual(expect.arrayContaining(['highs', 'mathjs']));
  });

  it('of one function holds little more than that function', async () => {
    const program = `export { gumbelMaxCoupling } from '${root}src/index.ts';`;
    const { first, later } = await bundle(program);
    expect(first.code).toContain('function gumbelMaxCoupling');
    // 2.6 kB when this was written; 165 kB before package.json said what has side effects.
    expect((await bundle(program, 'oxc')).first.code.length).toBeLessThan(4000);
    expect([first, later].flatMap(({ modules }) => packagesOf(modules))).toEqual([]);
  });
});

interface Part {
  readonly code: string;
  /** Paths of the files in it. */
  readonly modules: readonly string[];
}

/** What is loaded with a program, and what only its calls of import() load. */
async function bundle(program: string, minify: false | 'oxc' = false): Promise<{ first: Part; later: Part }> {
  const entry = join(folder, 'program.js');
  writeFileSync(entry, program);
  const [{ output }] = (await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify, lib: { entry, formats: ['es'], fileName: 'program' } },
  })) as Rolldown.RolldownOutput[];
  const chunks = output.filter((each) => each.type === 'chunk');
  const loaded = new Set(chunks.filter(({ isEntry }) => isEntry));
  // A Set goes on to the entries that are added while it is walked.
  for (const { imports } of loaded) for (const chunk of chunks) if (imports.includes(chunk.fileName)) loaded.add(chunk);
  return { first: partOf([...loaded]), later: partOf(chunks.filter((chunk) => !loaded.has(chunk))) };
}

function partOf(chunks: readonly Rolldown.OutputChunk[]): Part {
  return { code: chunks.map(({ code }) => code).join('\n'), modules: chunks.flatMap(({ moduleIds }) => moduleIds) };
}

/** Names of the packages that files are from, in alphabetical order. */
function packagesOf(modules: readonly string[]): string[] {
  const names = modules.map((id) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}
