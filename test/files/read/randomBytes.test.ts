import { execFileSync } from 'node:child_process';
import { appendFile, truncate, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/errors.js';
import { openBytes } from '../../../src/files/read/randomBytes.js';
import { openHandles, tellsHandles } from '../openHandles.js';
import { temporaryFolder } from '../temporaryFolder.js';

const at = temporaryFolder();

describe('openBytes', () => {
  it('reads any part of a file', async () => {
    await writeFile(at('a'), 'abcdefgh');
    const bytes = await openBytes(at('a'));
    expect(bytes.size).toBe(8);
    expect((await bytes.read(2, 5)).toString()).toBe('cde');
    expect((await bytes.read(0, 8)).toString()).toBe('abcdefgh');
    expect(await bytes.read(3, 3)).toHaveLength(0);
    await bytes.close();
  });

  it.skipIf(!tellsHandles)('reads a pipe through at once, and leaves none open', async () => {
    const pipe = at('pipe');
    execFileSync('mkfifo', [pipe]);
    const writing = writeFile(pipe, 'abcdefgh');
    const bytes = await openBytes(pipe);
    await writing;
    expect((await bytes.read(2, 5)).toString()).toBe('cde');
    await bytes.close();
    expect(openHandles(pipe)).toBe(0);
  });

  it.each<[string, (path: string) => Promise<void>]>([
    ['grows', (path) => appendFile(path, 'i')],
    ['is cut', (path) => truncate(path, 4)],
    ['is cut behind what is asked for', (path) => truncate(path, 7)],
    [
      'gets other bytes',
      async (path) => {
        await writeFile(path, 'ABCDEFGH');
        // The clock of a disk may stand still for some milliseconds.
        await utimes(path, 1, 1);
      },
    ],
  ])('refuses to go on with a file that %s', async (_, change) => {
    const path = at('b');
    await writeFile(path, 'abcdefgh');
    const bytes = await openBytes(path);
    await change(path);
    await expect(bytes.read(3, 6)).rejects.toThrow(
      new DataError(
        `${path}: must stay as it is while it is read, got one that was written to or cut meanwhile - read it again when it is whole`,
      ),
    );
    await bytes.close();
  });

  it('says what cannot be opened', async () => {
    await expect(openBytes(at('none'))).rejects.toThrow('none there - check the path');
    await expect(openBytes(at('.'))).rejects.toThrow('got a folder');
  });
});
