import { type UnzipFileInfo, type Unzipped, unzipSync } from 'fflate';
import { parse } from 'npyjs';
import { DataError } from '../../core/errors.js';
import type { FileArray } from './mdpColumns.js';

/** Deflate makes data at most 1032 times as small; an entry that claims more is not honest. */
const LARGEST_RATIO = 1032;
const SLACK = 1024;

/** The entries of an .npz archive that were asked for and are there. */
export interface Npz {
  readonly arrays: ReadonlyMap<string, FileArray>;
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Reads one-dimensional arrays and texts from the bytes of an .npz archive. Nothing is allocated for an entry that claims
 * more than its compressed size can hold.
 *
 * @param arrays names of the arrays to read
 * @param texts file names of the texts to read
 * @throws DataError if the bytes are no such archive, or one of the arrays is not of numbers in one dimension
 */
export function readNpz(file: string, bytes: Uint8Array, arrays: readonly string[], texts: readonly string[]): Npz {
  const wanted = new Set([...arrays.map((name) => `${name}.npy`), ...texts]);
  const entries = unzipped(file, bytes, wanted);
  return {
    arrays: new Map(present(entries, arrays, '.npy').map(([name, entry]) => [name, npyArray(file, name, entry)])),
    texts: new Map(present(entries, texts, '').map(([name, entry]) => [name, new TextDecoder().decode(entry)])),
  };
}

function unzipped(file: string, bytes: Uint8Array, wanted: ReadonlySet<string>): Unzipped {
  const filter = ({ name, size, originalSize }: UnzipFileInfo): boolean => {
    if (!wanted.has(name)) return false;
    if (size > bytes.length || originalSize > LARGEST_RATIO * size + SLACK)
      throw new DataError(`${file}: ${name} must be of a size that its bytes can hold, got ${originalSize} of ${size}`);
    return true;
  };
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(`${file}: must be a NumPy archive (.npz), got bytes that are none - ${damaged}`, {
      cause: error,
    });
  }
}

const damaged = 'the file is cut short or damaged, write it again';

function present(entries: Unzipped, names: readonly string[], extension: string): [string, Uint8Array][] {
  return names
    .filter((name) => Object.hasOwn(entries, name + extension))
    .map((name) => [name, entries[name + extension]]);
}

function npyArray(file: string, name: string, entry: Uint8Array): FileArray {
  let parsed: { data: unknown; shape: number[] };
  try {
    parsed = parse(entry.slice().buffer);
  } catch (error) {
    throw new DataError(
      `${file}: ${name} must be an array of little-endian numbers, got bytes that are none - ${damaged}`,
      {
        cause: error,
      },
    );
  }
  const { data, shape } = parsed;
  const length = (data as ArrayLike<unknown>).length;
  if (shape.length !== 1 || shape[0] !== length)
    throw new DataError(
      `${file}: ${name} must have one dimension of ${length} entries, got shape (${shape.join(', ')}) - flatten the array, or write the file again if it is cut short`,
    );
  return data as FileArray;
}
