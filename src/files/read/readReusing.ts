import { type FileHandle, open } from 'node:fs/promises';
import { fileFault } from './fileFault.js';
import { readChunks } from './readChunks.js';

const CHUNK = 262_144;

/**
 * As `readChunks`, for readers that are soon done with each chunk: memory is used again, as new memory for each would
 * cost as much as many a reader of text.
 *
 * @returns chunks of which each is overwritten when the second after it is asked for
 */
export async function* readReusing(path: string): AsyncGenerator<Buffer> {
  if (path === '-') {
    yield* readChunks(path);
    return;
  }
  let handle: FileHandle | undefined;
  try {
    handle = await open(path);
    const buffers = [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)] as const;
    for (let k = 0; ; k = 1 - k) {
      const { bytesRead } = await handle.read(buffers[k], 0, CHUNK);
      if (bytesRead === 0) return;
      yield buffers[k].subarray(0, bytesRead);
    }
  } catch (error) {
    throw fileFault(path, 'read', error);
  } finally {
    await handle?.close();
  }
}
