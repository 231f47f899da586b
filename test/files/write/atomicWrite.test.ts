import { chmod, mkdir, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/errors.js';
import { atomicWrite } from '../../../src/files/write/atomicWrite.js';
import { standardOutputOf } from '../standardStreams.js';
import { temporaryFolder } from '../temporaryFolder.js';

const at = temporaryFolder();
const large = 'x'.repeat(100_000);

function* failing(): Generator<string> {
  yield large;
  throw new RangeError('no more');
}

describe('atomicWrite', () => {
  it('writes text and bytes in their order', async () => {
    await atomicWrite(at('a.txt'), ['é', '', Uint8Array.of(0, 255), 'b', 'c']);
    expect(await readFile(at('a.txt'))).toEqual(Buffer.from([0xc3, 0xa9, 0, 255, 98, 99]));
    expect(await readdir(at())).toEqual(['a.txt']);
  });

  it('writes an empty file from no pieces', async () => {
    await atomicWrite(at('a.txt'), []);
    expect(await readFile(at('a.txt'), 'utf8')).toBe('');
  });

  it('takes pieces that come later, and many', async () => {
    async function* pieces(): AsyncGenerator<string> {
      for (let i = 0; i < 50_000; i++) {
        if (i % 10_000 === 0) await Promise.resolve();
        yield `${i}\n`;
      }
    }
    await atomicWrite(at('a.txt'), pieces());
    const lines = (await readFile(at('a.txt'), 'utf8')).split('\n');
    expect([lines.length, lines[0], lines[49_999], lines[50_000]]).toEqual([50_001, '0', '49999', '']);
  });

  it('replaces a file, and keeps its permissions', async () => {
    await writeFile(at('a.txt'), 'old');
    await chmod(at('a.txt'), 0o640);
    await atomicWrite(at('a.txt'), ['new']);
    expect(await readFile(at('a.txt'), 'utf8')).toBe('new');
    expect((await stat(at('a.txt'))).mode & 0o777).toBe(0o640);
  });

  it('shows nothing at the path before it is done', async () => {
    await writeFile(at('a.txt'), 'old');
    async function* pieces(): AsyncGenerator<string> {
      yield large;
      expect(await readFile(at('a.txt'), 'utf8')).toBe('old');
      expect(await readdir(at())).toHaveLength(2);
      yield 'end';
    }
    await atomicWrite(at('a.txt'), pieces());
    expect(await readFile(at('a.txt'), 'utf8')).toBe(`${large}end`);
  });

  it('leaves an old file as it was, and no other, if the pieces fail', async () => {
    await writeFile(at('a.txt'), 'old');
    await expect(atomicWrite(at('a.txt'), failing())).rejects.toThrow(new RangeError('no more'));
    expect(await readFile(at('a.txt'), 'utf8')).toBe('old');
    expect(await readdir(at())).toEqual(['a.txt']);
  });

  it('leaves nothing where there was nothing', async () => {
    await expect(atomicWrite(at('a.txt'), failing())).rejects.toThrow('no more');
    expect(await readdir(at())).toEqual([]);
  });

  it('can write one path twice at a time', async () => {
    await Promise.all([atomicWrite(at('a.txt'), [large, 'a']), atomicWrite(at('a.txt'), [large, 'a'])]);
    expect(await readFile(at('a.txt'), 'utf8')).toBe(`${large}a`);
    expect(await readdir(at())).toEqual(['a.txt']);
  });

  it('writes the file that a link names', async () => {
    await writeFile(at('real.txt'), 'old');
    await symlink(at('real.txt'), at('link.txt'));
    await atomicWrite(at('link.txt'), ['new']);
    expect(await readFile(at('real.txt'), 'utf8')).toBe('new');
    expect((await readdir(at())).sort()).toEqual(['link.txt', 'real.txt']);
  });

  it.runIf(process.platform !== 'win32')('writes into a device, and does not take its place', async () => {
    await atomicWrite('/dev/null', [large]);
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  it('says where a folder is missing', async () => {
    await expect(atomicWrite(at('no/a.txt'), ['a'])).rejects.toThrow(
      new DataError(`${at('no/a.txt')}: must be a file that can be written, got no folder '${at('no')}' - create it`),
    );
  });

  it('does not write a folder', async () => {
    await mkdir(at('folder'));
    await expect(atomicWrite(at('folder'), ['a'])).rejects.toThrow(
      new DataError(`${at('folder')}: must be a file that can be written, got a folder - name a file in it`),
    );
  });

  it('does not take a file for a folder', async () => {
    await writeFile(at('a.txt'), 'old');
    await expect(atomicWrite(at('a.txt/b.txt'), ['a'])).rejects.toThrow(
      new DataError(
        `${at('a.txt/b.txt')}: must be a file that can be written, got a path through something that is no folder - check the path`,
      ),
    );
  });
});

describe('atomicWrite to standard output', () => {
  it('writes all pieces', async () => {
    expect(await standardOutputOf(() => atomicWrite('-', ['a', Uint8Array.of(98), large, 'c']))).toBe(`ab${large}c`);
  });

  const pipe = (code: string): Error => Object.assign(new Error(code), { code, syscall: 'write' });

  it('ends quietly when the reader has seen enough', async () => {
    const before = process.stdout.listenerCount('error');
    expect(await standardOutputOf(() => atomicWrite('-', [large, large, large]), pipe('EPIPE'))).toBe(large);
    expect(process.stdout.listenerCount('error')).toBe(before);
  });

  it('reports any other failure', async () => {
    await expect(standardOutputOf(() => atomicWrite('-', [large, large]), pipe('ENOSPC'))).rejects.toThrow(
      new DataError(
        'standard output: must be a file that can be written, got a full disk - make room, or choose another folder',
      ),
    );
  });
});
