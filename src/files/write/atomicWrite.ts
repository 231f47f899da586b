import { DataError } from '../../core/errors.js';
import { escapedLines } from '../../core/escaped.js';
import { fileFault } from '../read/fileFault.js';
import { type WritableHandle, fileOperations as files } from './fileOperations.js';
import { openTemporary, release } from './temporaryFiles.js';

/** What is written, piece by piece: text, or bytes. */
export type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

const BATCH = 65_536;

/**
 * Writes a file as a whole or not at all: into a temporary file in the same folder, which then takes the name. If
 * anything fails, the pieces included, the temporary is removed and what was at the path stays as it was. One that a
 * killed process left in the folder is removed, too.
 *
 * @param path `-` is standard output, and then nothing can be taken back; on a terminal control characters are shown,
 *   not obeyed. Through a link the file that it names is written; a device or a pipe is written to as it is.
 * @throws DataError if the path cannot be written, or is a link to nothing, with what to do; whatever the pieces throw
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
  const existing = await files.stat(path).catch(() => undefined);
  if (existing && !existing.isFile()) {
    // A rename would put a plain file in the place of a device such as /dev/null; a folder fails here with EISDIR.
    const handle = await files.open(path, 'w');
    try {
      await writeAll(handle, pieces);
    } finally {
      await handle.close();
    }
    return;
  }
  if (!existing) await checkNoLink(path);
  const target = existing ? await files.realpath(path) : path;
  const [handle, temporary] = await openTemporary(target);
  try {
    try {
      if (existing) await handle.chmod(existing.mode);
      await writeAll(handle, pieces);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await files.rename(temporary, target);
  } catch (error) {
    await files.unlink(temporary).catch(() => undefined);
    throw error;
  } finally {
    release(temporary);
  }
}

/** A rename would put a file in the place of the link, and not where it leads. */
async function checkNoLink(path: string): Promise<void> {
  const link = await files.lstat(path).catch(() => undefined);
  if (link?.isSymbolicLink())
    throw new DataError(
      `${path}: must be a file that can be written, got a link to nothing - remove it, or make the file that it names`,
    );
}

async function writeAll(handle: WritableHandle, pieces: Pieces): Promise<void> {
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
    for await (const batch of batches(stdout.isTTY ? shown(pieces) : pieces)) {
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

/** A terminal would obey what is in the data. */
async function* shown(pieces: Pieces): AsyncGenerator<string | Uint8Array> {
  for await (const piece of pieces) yield typeof piece === 'string' ? escapedLines(piece) : piece;
}
