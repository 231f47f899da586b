import { createHash } from 'node:crypto';
import type { FileMetaData } from 'hyparquet';
import type { RandomBytes } from '../../read/randomBytes.js';
import { CREATOR, DIGEST_KEY, NO_DIGEST } from './keys.js';
import { AROUND_FOOTER, type ParquetFooter } from './parquetFooter.js';

/** How much of a file is held while its digest is made. */
const PART = 2 ** 20;

/**
 * Checks that a file that we wrote has the bytes that we wrote. Those of others need have no digest.
 *
 * @param ends of the file, as `parquetEnds`
 * @throws DataError if one byte is another
 *
 * Cost O(bytes), which are read once; a megabyte is held.
 */
export async function checkDigest(
  bytes: RandomBytes,
  ends: Buffer,
  { metadata, texts, fail }: ParquetFooter,
): Promise<void> {
  if (!isOwn(ends, metadata)) return;
  const digest = texts.get(DIGEST_KEY);
  const place = digest === undefined ? -1 : ends.lastIndexOf(digest, undefined, 'latin1');
  const hash = createHash('sha256');
  const add = async (start: number, end: number): Promise<void> => {
    for (let at = start; at < end; at += PART) hash.update(await bytes.read(at, Math.min(at + PART, end)));
  };
  if (place >= 0) {
    const at = bytes.size - ends.length + place;
    await add(0, at);
    hash.update(NO_DIGEST);
    await add(at + NO_DIGEST.length, bytes.size);
  }
  if (place < 0 || hash.digest('hex') !== digest) fail('a file with bytes that were changed after it was written');
}

/** Whether we wrote a file, even if what says so is damaged. */
function isOwn(ends: Buffer, { created_by: creator, metadata_length: length }: FileMetaData): boolean {
  if (creator !== undefined) return creator.startsWith(CREATOR.slice(0, 3));
  return ends.includes(CREATOR, ends.length - AROUND_FOOTER - length, 'latin1');
}
