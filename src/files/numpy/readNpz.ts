import { DataError } from '../../core/errors.js';
import type { FileArray } from '../models/mdpColumns.js';
import { type NpzArchive, openNpz } from './openNpz.js';

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
 * @throws DataError if the bytes are no such archive, one of its entries is damaged, or one of the arrays is not of
 *   numbers in one dimension
 */
export function readNpz(file: string, bytes: Uint8Array, arrays: readonly string[], texts: readonly string[]): Npz {
  const archive = openNpz(file, bytes);
  const [foundArrays, foundTexts] = [new Set(archive.arrays), new Set(archive.others)];
  const result = {
    arrays: new Map(
      arrays.filter((name) => foundArrays.has(name)).map((name) => [name, flatArray(file, name, archive)]),
    ),
    texts: new Map(texts.filter((name) => foundTexts.has(name)).map((name) => [name, archive.text(name)])),
  };
  archive.finish();
  return result;
}

function flatArray(file: string, name: string, archive: NpzArchive): FileArray {
  const { shape } = archive.header(name);
  if (shape.length !== 1)
    throw new DataError(
      `${file}: ${name} must have one dimension, got shape (${shape.join(', ')}) - flatten the array`,
    );
  return archive.array(name).data;
}
