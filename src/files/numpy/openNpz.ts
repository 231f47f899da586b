import { DataError } from '../../core/errors.js';
import { type NpyArray, checkLength, npyArray } from './npyArray.js';
import { type NpyHeader, npyHeader } from './npyHeader.js';
import { entryHead, unzipEntry } from './unzipEntry.js';
import { zipDirectory } from './zipDirectory.js';

/** An .npz archive whose entries are unpacked as they are asked for. */
export interface NpzArchive {
  /** Names of the arrays, without `.npy`. */
  readonly arrays: readonly string[];
  /** File names of the other entries. */
  readonly others: readonly string[];
  /**
   * What an array's first bytes say of it. It must be there.
   *
   * @throws DataError if they are no header
   */
  header(array: string): NpyHeader;
  /**
   * An array. It must be there. Nothing is unpacked that its header does not ask for.
   *
   * @throws DataError if it is damaged
   */
  array(array: string): NpyArray;
  /**
   * The text of one of the other entries. It must be there.
   *
   * @throws DataError if it is damaged
   */
  text(name: string): string;
  /**
   * Checks the entries that were not asked for.
   *
   * @throws DataError if one is damaged: then what was read may be part of another archive
   */
  finish(): void;
}

const NPY = '.npy';

/** Most bytes that the entries of an archive may have together. */
const MOST_UNPACKED = 2 ** 32;

/**
 * @param file opens the messages of errors
 * @throws DataError if the bytes are no archive, or its entries are too large
 */
export function openNpz(file: string, bytes: Uint8Array): NpzArchive {
  const entries = new Map(zipDirectory(file, bytes).map((entry) => [entry.name, entry]));
  const total = [...entries.values()].reduce((sum, { size }) => sum + size, 0);
  if (total > MOST_UNPACKED)
    throw new DataError(
      `${file}: must have at most ${MOST_UNPACKED} bytes once it is unpacked, got ${total} - split it, or leave out arrays that are not needed`,
    );
  const unread = new Set(entries.keys());
  const unpack = (name: string): Uint8Array => {
    const content = unzipEntry(file, bytes, entries.get(name)!);
    unread.delete(name);
    return content;
  };
  const header = (array: string): NpyHeader =>
    npyHeader(file, array, entryHead(file, bytes, entries.get(array + NPY)!));
  return {
    arrays: [...entries.keys()].filter((name) => name.endsWith(NPY)).map((name) => name.slice(0, -NPY.length)),
    others: [...entries.keys()].filter((name) => !name.endsWith(NPY)),
    header,
    array(array) {
      checkLength(file, array, header(array), entries.get(array + NPY)!.size);
      return npyArray(file, array, unpack(array + NPY));
    },
    text: (name) => new TextDecoder().decode(unpack(name)),
    finish() {
      for (const name of unread) unpack(name);
    },
  };
}
