import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../src/core/errors.js';
import { provenance } from '../../src/files/provenance.js';
import { sha256OfFile } from '../../src/files/read/sha256OfFile.js';
import { withStandardInput } from './standardStreams.js';
import { temporaryFolder } from './temporaryFolder.js';

const at = temporaryFolder();
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };

describe('provenance', () => {
  it('carries version, command, seed and inputs, and no more', () => {
    expect(provenance('simulate sepsis')).toEqual({ version, command: 'simulate sepsis' });
    expect(provenance('fit', { seed: 0, inputs: { 'log.csv': 'ab' } })).toEqual({
      version,
      command: 'fit',
      seed: 0,
      inputs: { 'log.csv': 'ab' },
    });
  });
});

describe('sha256OfFile', () => {
  it('is the published hash of abc', async () => {
    // FIPS 180-2, appendix B.1.
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    await writeFile(at('abc'), 'abc');
    expect(await sha256OfFile(at('abc'))).toBe(abc);
    expect(await withStandardInput('abc', () => sha256OfFile('-'))).toBe(abc);
  });

  it('says that a file is missing', async () => {
    await expect(sha256OfFile(at('none'))).rejects.toThrow(
      new DataError(`${at('none')}: must be a file that can be read, got none there - check the path`),
    );
  });

  it('says that a path is a folder', async () => {
    await expect(sha256OfFile(at())).rejects.toThrow(
      new DataError(`${at()}: must be a file that can be read, got a folder - name a file in it`),
    );
  });
});
