import { createHash } from 'node:crypto';
import { readChunks } from './readChunks.js';

/**
 * The SHA-256 of a file's bytes, in hexadecimal.
 *
 * @throws DataError if the file cannot be read
 */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of readChunks(path)) hash.update(chunk);
  return hash.digest('hex');
}
