import { type Zippable, zipSync } from 'fflate';
import { type TypedArray, dump } from 'npyjs';

/** An array with its shape, in C order. */
export interface ShapedArray {
  readonly data: TypedArray;
  readonly shape: readonly number[];
}

/**
 * The bytes of an .npz archive, which `numpy.load` reads. The same content gives the same bytes.
 *
 * @param arrays by name; one without a shape becomes one-dimensional
 * @param texts by file name
 */
export function writeNpz(
  arrays: Readonly<Record<string, TypedArray | ShapedArray>>,
  texts: Readonly<Record<string, string>>,
): Uint8Array {
  const entries: Zippable = {};
  for (const [name, text] of Object.entries(texts)) entries[name] = new TextEncoder().encode(text);
  for (const [name, array] of Object.entries(arrays)) {
    const { data, shape } = ArrayBuffer.isView(array) ? { data: array, shape: [array.length] } : array;
    entries[`${name}.npy`] = new Uint8Array(dump(data, [...shape]));
  }
  // A fixed time, so that bytes repeat; by local fields, because those are what the archive stores.
  return zipSync(entries, { level: 6, mtime: new Date(1980, 0, 1) });
}
