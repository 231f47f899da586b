import { type FileHandle, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileFault } from './fileFault.js';

/** What is written, piece by piece: text, or bytes. */
export type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

const BATCH = 65_536;

/**
 * Writes a file as a whole or not at all: into a temporary file in the same folder, which then takes the name. If
 * anything fails, the pieces included, the temporary is removed and what was at the path stays as it was.
 *
 * @param path `-` is standard output, and then nothing can be taken back. Through a link the file that it names is
 *   written; a device or a pipe is written to as it is.
 * @throws DataError if the path cannot be written, with what to do; whatever the pieces throw
 */
export async function atomicWrite(path: string, pieces: Pieces): Promise<void> {
  try {
    if (path === '-') await writeStandardOutput(pieces);
    else await writeFile(path, pieces);
  } catch (error) {
    throw fileFault(path, 'write', error);
  }
}

async function writeFile(path: string, pieces: Pieces): Promise<void> {
  const existing = await stat(path).catch(() => undefined);
  if (existing && !existing.isFile()) {
    // A rename would put a plain file in the place of a device such as /dev/null; a folder fails here with EISDIR.
    const handle = await open(path, 'w');
    try {
      await writeAll(handle, pieces);
    } finally {
      await handle.close();
    }
    return;
  }
  const target = existing ? await realpath(path) : path;
  const [handle, temporary] = await openTemporary(target);
  try {
    try {
      if (existing) await handle.chmod(existing.mode);
      await writeAll(handle, pieces);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

async function openTemporary(target: string): Promise<[FileHandle, string]> {
  for (let attempt = 0; ; attempt++) {
    const temporary = join(dirname(target), `.${basename(target)}.${process.pid}-${attempt}.tmp`);
    try {
      return [await open(temporary, 'wx'), temporary];
    } catch (error) {
      // Another write of this process is under way to the same path.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

async function writeAll(handle: FileHandle, pieces: Pieces): Promise<void> {
  for await (const batch of batches(pieces)) {
    let from = 0;
    while (from < batch.length) from += (await handle.write(batch, from)).bytesWritten;
  }
}

/** Joins small pieces of text, so that each write is worth its call. */
async function* batches(pieces: Pieces): AsyncGenerator<Uint8Array> {
  let text = '';
  for await (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    if (text.length > 0 && (typeof piece !== 'string' || text.length >= BATCH)) {
      yield Buffer.from(text);
      text = '';
    }
    if (typeof piece !== 'string') yield piece;
  }
  if (text.length > 0) yield Buffer.from(text);
}

async function writeStandardOutput(pieces: Pieces): Promise<void> {
  const { stdout } = process;
  // The callback reports errors too; without a listener the event would end the process.
  const heard = (): void => undefined;
  stdout.on('error', heard);
  try {
    for await (const batch of batches(pieces)) {
      await new Promise<void>((resolve, reject) => {
        stdout.write(batch, (error) => {
          if (error) reject(error);
          else resolve();
        });
      });
    }
  } catch (error) {
    // The reader has seen enough, as `head` has.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  } finally {
    await new Promise((resolve) => setImmediate(resolve));
    stdout.off('error', heard);
  }
}
