import type { Unzipped } from 'fflate';
import { DataError } from '../../core/errors.js';
import type { FileArray } from '../models/mdpColumns.js';
import { parseNpy } from './parseNpy.js';
import { unzipNpz } from './unzipNpz.js';

/** The entries of an .npz archive that were asked for and are there. */
export interface Npz {
  readonly arrays: ReadonlyMap<string, FileArray>;
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Reads one-dimensional arrays and texts from the bytes of an .npz archive.
 *
 * @param arrays names of the arrays to read
 * @param texts file names of the texts to read
 * @throws DataError if the bytes are no such archive, or one of the arrays is not of numbers in one dimension
 */
export function readNpz(file: string, bytes: Uint8Array, arrays: readonly string[], texts: readonly string[]): Npz {
  const wanted = new Set([...arrays.map((name) => `${name}.npy`), ...texts]);
  const entries = unzipNpz(file, bytes, (name) => wanted.has(name));
  return {
    arrays: new Map(present(entries, arrays, '.npy').map(([name, entry]) => [name, flatArray(file, name, entry)])),
    texts: new Map(present(entries, texts, '').map(([name, entry]) => [name, new TextDecoder().decode(entry)])),
  };
}

function present(entries: Unzipped, names: readonly string[], extension: string): [string, Uint8Array][] {
  return names
    .filter((name) => Object.hasOwn(entries, name + extension))
    .map((name) => [name, entries[name + extension]]);
}

function flatArray(file: string, name: string, entry: Uint8Array): FileArray {
  const { data, shape } = parseNpy(file, name, entry);
  const { length } = data as unknown as FileArray;
  if (shape.length !== 1 || shape[0] !== length)
    throw new DataError(
      `${file}: ${name} must have one dimension of ${length} entries, got shape (${shape.join(', ')}) - flatten the array, or write the file again if it is cut short`,
    );
  return data as unknown as FileArray;
}
