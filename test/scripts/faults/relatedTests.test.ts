import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { relatedTests } from '../../../scripts/faults/relatedTests.js';
import { temporaryFolder } from '../../files/temporaryFolder.js';

const at = temporaryFolder();

const texts = {
  'test/ope/deep/mean.test.ts': '',
  'test/ope/mean.long.test.ts': '',
  'test/ope/oracle.ts': '',
  'test/ope/pooled.test.ts': "import { mean } from '../../src/ope/mean.js';",
  'test/ope/other.test.ts': "import { mean } from '../../src/core/mean.js';",
  'test/core/mean.test.ts': '',
  'test/cli/value.test.ts': "couplet(folder, ['value'])",
  'test/cli/ope.test.ts': "couplet(folder, ['ope'])",
  'test/cli/all.test.ts': "['ope', 'value']",
  'test/cli/text.test.ts': "import { report } from '../../src/cli/ope/report.js';",
};

beforeEach(async () => {
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(at(path)), { recursive: true });
    await writeFile(at(path), text);
  }
});

const fault = { id: 'turned', file: '', text: '', replacement: '' };

it('takes the tests that mirror a library folder, but not the long ones, and those of the file itself apart', async () => {
  expect(await relatedTests(at('.'), { ...fault, path: 'src/ope/mean.ts', folder: 'ope' })).toEqual({
    near: ['test/ope/deep/mean.test.ts', 'test/ope/pooled.test.ts'],
    further: ['test/ope/other.test.ts'],
  });
});

it('takes the tests of the command line that name the command, or import the file', async () => {
  const own = { ...fault, path: 'src/cli/commands/value.ts', folder: 'cli' };
  expect(await relatedTests(at('.'), own)).toEqual({
    near: ['test/cli/value.test.ts'],
    further: ['test/cli/all.test.ts'],
  });
  const shared = { ...fault, path: 'src/cli/ope/report.ts', folder: 'cli', commands: ['ope'] };
  expect(await relatedTests(at('.'), shared)).toEqual({
    near: ['test/cli/ope.test.ts', 'test/cli/text.test.ts'],
    further: ['test/cli/all.test.ts'],
  });
});
