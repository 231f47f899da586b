import { DataError } from '../../core/errors.js';
import { fileName } from './fileFault.js';
import { readChunks } from './readChunks.js';

/**
 * All bytes of a file.
 *
 * @param path `-` is standard input
 * @param limit most bytes to take in
 * @param remedy what to do about a larger file
 * @throws DataError if the file cannot be read or is larger
 */
export async function readWhole(path: string, limit: number, remedy: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of readChunks(path)) {
    size += chunk.length;
    if (size > limit) throw new DataError(`${fileName(path)}: must be at most ${limit} bytes, got more - ${remedy}`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
