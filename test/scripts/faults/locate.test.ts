import { mkdir, writeFile } from 'node:fs/promises';
import { beforeEach, expect, it } from 'vitest';
import { locate } from '../../../scripts/faults/locate.js';
import { temporaryFolder } from '../../files/temporaryFolder.js';

const at = temporaryFolder();

beforeEach(async () => {
  await mkdir(at('src/cli/commands'), { recursive: true });
  await mkdir(at('src/ope/deep'), { recursive: true });
  await writeFile(at('src/cli/commands/fit.ts'), 'a + b\n');
  await writeFile(at('src/ope/fit.ts'), 'a + b\na - b\n');
  await writeFile(at('src/ope/deep/sum.ts'), 'a + a + a\n');
  await writeFile(at('src/cli/sum.ts'), '');
});

const fault = { id: 'turned', replacement: '' };

it('finds a file by its base name, and that of a command by its folder', async () => {
  const faults = [
    { ...fault, file: 'fit.ts', text: 'a + b' },
    { ...fault, file: 'commands/fit.ts', text: 'a + b' },
    { ...fault, file: 'deep/sum.ts', text: 'a + a + a' },
  ];
  const found = await locate(at('.'), faults);
  expect(found.stale).toEqual([]);
  expect(found.faults.map(({ path, folder }) => [path, folder])).toEqual([
    ['src/ope/fit.ts', 'ope'],
    ['src/cli/commands/fit.ts', 'cli'],
    ['src/ope/deep/sum.ts', 'ope'],
  ]);
});

it.each([
  ['a file that is not there', 'mean.ts', 'a', 'one file must end in mean.ts, got none'],
  ['two files of one name', 'sum.ts', 'a', 'one file must end in sum.ts, got'],
  ['a text that is not there', 'fit.ts', 'a * b', 'must stand once in src/ope/fit.ts, got it 0 times'],
  ['a text that is there twice', 'fit.ts', ' b', 'must stand once in src/ope/fit.ts, got it 2 times'],
])('tells of %s', async (_, file, text, message) => {
  const { faults, stale } = await locate(at('.'), [{ ...fault, file, text }]);
  expect(faults).toEqual([]);
  expect(stale).toEqual([expect.stringContaining(`turned: `)]);
  expect(stale[0]).toContain(message);
});
