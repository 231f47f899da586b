import { createReadStream } from 'node:fs';
import { fileFault } from './fileFault.js';

/**
 * The bytes of a file, as they come.
 *
 * @param path `-` is standard input
 * @throws DataError if the file cannot be read, with what to do
 */
export async function* readChunks(path: string): AsyncGenerator<Buffer> {
  const stream: AsyncIterable<Buffer> =
    path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 262_144 });
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    throw fileFault(path, 'read', error);
  }
}
