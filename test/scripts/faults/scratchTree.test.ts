import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { scratchTree } from '../../../scripts/faults/scratchTree.js';
import { temporaryFolder } from '../../files/temporaryFolder.js';

const at = temporaryFolder();
const TEXT = 'export const sum = (a: number, b: number): number => a + b;\n';

beforeEach(async () => {
  for (const folder of ['src/core', 'dist/src/core', 'scripts', 'node_modules', '.git'])
    await mkdir(at(folder), { recursive: true });
  await writeFile(at('src/core/sum.ts'), TEXT);
  await writeFile(at('dist/src/core/sum.js'), 'built');
});

const fault = {
  id: 'turned',
  file: 'sum.ts',
  path: 'src/core/sum.ts',
  folder: 'core',
  text: 'a + b',
  replacement: 'a - b',
};

it('makes the fault in a copy, in the text and in what is built of it', async () => {
  const tree = await scratchTree(at('.'));
  const seen = await tree.with(fault, async () => [
    await readFile(join(tree.root, 'src/core/sum.ts'), 'utf8'),
    await readFile(join(tree.root, 'dist/src/core/sum.js'), 'utf8'),
  ]);
  expect(seen[0]).toBe(TEXT.replace('a + b', 'a - b'));
  expect(seen[1]).toContain('(a, b) => a - b');
  expect(await readFile(at('src/core/sum.ts'), 'utf8')).toBe(TEXT);
  expect(existsSync(join(tree.root, '.git'))).toBe(false);
  expect(existsSync(join(tree.root, 'node_modules'))).toBe(true);
  await tree.remove();
  expect(existsSync(tree.root)).toBe(false);
  expect(existsSync(at('node_modules'))).toBe(true);
});

it('has no build that would be found out of date', async () => {
  await writeFile(at('scripts/build.js'), 'process.exit(1);');
  const tree = await scratchTree(at('.'));
  expect(await readFile(join(tree.root, 'scripts/build.js'), 'utf8')).toBe('');
  expect(await readFile(at('scripts/build.js'), 'utf8')).toBe('process.exit(1);');
  await tree.remove();
});

it('takes the fault out again when the work fails', async () => {
  const tree = await scratchTree(at('.'));
  await expect(tree.with(fault, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await readFile(join(tree.root, 'src/core/sum.ts'), 'utf8')).toBe(TEXT);
  expect(await readFile(join(tree.root, 'dist/src/core/sum.js'), 'utf8')).toBe('built');
  await tree.remove();
});

it('refuses a replacement that is no code', async () => {
  const tree = await scratchTree(at('.'));
  const broken = { ...fault, replacement: 'a +' };
  await expect(tree.with(broken, () => Promise.resolve())).rejects.toThrow('turned: the replacement must be code');
  await tree.remove();
});
