import { readChunks } from '../../read/readChunks.js';
import { LeadingComments } from '../../trajectories/text/csv/leadingComments.js';
import { unicodeChunks } from '../../trajectories/text/unicodeChunks.js';
import { unzipped } from '../../trajectories/text/unzipped.js';
import { atomicWrite } from '../../write/atomicWrite.js';

/**
 * Writes a CSV file anew, unpacked and without the lines that begin with # before its names, which DuckDB would part at
 * their quotes.
 *
 * @returns how many those were
 */
export async function withoutComments(path: string, to: string): Promise<number> {
  const comments = new LeadingComments(path);
  const rest = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of unicodeChunks(path, unzipped(path, readChunks(path)))) yield comments.strip(chunk);
    yield comments.end();
  };
  await atomicWrite(to, rest());
  return comments.count;
}
