import { type NumberArray, asNumbers, numberArray } from './numberArray.js';
import { openNpz } from './openNpz.js';

/** The arrays of a file of NumPy's, to be read by name. */
export interface NamedArrays {
  readonly names: readonly string[];
  /** Names of an archive's other entries. */
  readonly others: readonly string[];
  /** @throws DataError if the array is damaged, or none of numbers */
  read(name: string): NumberArray;
  /** @throws DataError if an entry that was not read is damaged */
  finish(): void;
}

/**
 * The arrays of an archive (.npz), or the single one of an .npy file, which is called `the array`.
 *
 * @throws DataError if the bytes are no such file
 */
export function namedArrays(file: string, format: 'npy' | 'npz', bytes: Uint8Array): NamedArrays {
  if (format === 'npy')
    return {
      names: ['the array'],
      others: [],
      read: (name) => numberArray(file, name, bytes),
      finish: () => undefined,
    };
  const archive = openNpz(file, bytes);
  return {
    names: archive.arrays,
    others: archive.others,
    read: (name) => asNumbers(file, name, archive.array(name)),
    finish() {
      archive.finish();
    },
  };
}
