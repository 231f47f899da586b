import { type UnzipFileInfo, type Unzipped, unzipSync } from 'fflate';
import { DataError } from '../../core/errors.js';

/** Deflate makes data at most 1032 times as small; an entry that claims more is not honest. */
const LARGEST_RATIO = 1032;
const SLACK = 1024;

/** What to do about a file that is not what it should be. */
export const DAMAGED = 'the file is cut short or damaged, write it again';

/**
 * Unpacks entries of an .npz archive. Nothing is allocated for an entry that claims more than its compressed size can hold.
 *
 * @param wanted which entries, by file name; asked for each entry there is
 * @returns bytes by file name
 * @throws DataError if the bytes are no such archive
 */
export function unzipNpz(file: string, bytes: Uint8Array, wanted: (name: string) => boolean): Unzipped {
  const filter = ({ name, size, originalSize }: UnzipFileInfo): boolean => {
    if (!wanted(name)) return false;
    if (size > bytes.length || originalSize > LARGEST_RATIO * size + SLACK)
      throw new DataError(`${file}: ${name} must be of a size that its bytes can hold, got ${originalSize} of ${size}`);
    return true;
  };
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(`${file}: must be a NumPy archive (.npz), got bytes that are none - ${DAMAGED}`, {
      cause: error,
    });
  }
}
