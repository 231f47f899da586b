import { type FileHandle, open, stat } from 'node:fs/promises';
import { DataError } from '../../core/errors.js';
import { fileFault, fileName } from './fileFault.js';
import { readWhole } from './readWhole.js';

/** Bytes of which any part may be asked for, and only that is held. */
export interface RandomBytes {
  readonly size: number;
  /**
   * Bytes `start` to `end` − 1.
   *
   * @throws DataError if the file cannot be read, or is no longer what it was when it was opened
   */
  read(start: number, end: number): Promise<Buffer>;
  /** To be called when no more is wanted, whatever happened. */
  close(): Promise<void>;
}

/** What is not on disk, as standard input, is held as a whole. */
const LARGEST_HELD = 2 ** 32;

/**
 * Opens a file to be read in parts.
 *
 * @param path of a file; `-`, a pipe and a device are read through at once
 * @throws DataError if it cannot be read
 */
export async function openBytes(path: string): Promise<RandomBytes> {
  try {
    if (path !== '-' && (await stat(path)).isFile()) return await openFile(path);
  } catch (error) {
    throw fileFault(path, 'read', error);
  }
  return bytesInMemory(await readWhole(path, LARGEST_HELD, 'split it, or write it to a file'));
}

/** As of a file, of bytes that are there already. */
export function bytesInMemory(bytes: Buffer): RandomBytes {
  return {
    size: bytes.length,
    read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
    close: () => Promise.resolve(),
  };
}

async function openFile(path: string): Promise<RandomBytes> {
  const handle = await open(path);
  try {
    const { size, mtimeNs } = await handle.stat({ bigint: true });
    return {
      size: Number(size),
      async read(start, end) {
        try {
          const bytes = await readPart(handle, start, end);
          const now = await handle.stat({ bigint: true });
          if (bytes.length < end - start || now.size !== size || now.mtimeNs !== mtimeNs) failChanged(path);
          return bytes;
        } catch (error) {
          throw fileFault(path, 'read', error);
        }
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Fewer where the file ends before. */
async function readPart(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(end - start);
  let length = 0;
  while (length < bytes.length) {
    // The system may give less than is asked for, and no more than 2 GB.
    const { bytesRead } = await handle.read(bytes, length, Math.min(bytes.length - length, 2 ** 30), start + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

function failChanged(path: string): never {
  throw new DataError(
    `${fileName(path)}: must stay as it is while it is read, got one that was written to or cut meanwhile - read it again when it is whole`,
  );
}
