import { strToU8, zipSync } from 'fflate';

type Numbers = Float64Array | Int32Array | BigInt64Array | Uint8Array;

interface NpyOptions {
  /** Default: what the array is. */
  readonly descr?: string;
  readonly fortran?: boolean;
}

/** An array as NumPy saves it. */
export function npy(array: Numbers, shape: readonly number[], { descr, fortran = false }: NpyOptions = {}): Uint8Array {
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${descr ?? descrOf(array)}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${sides}), }`;
  const padded = `${header.padEnd(128 - 10 - 1)}\n`;
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  const head = Uint8Array.of(0x93, ...strToU8('NUMPY'), 1, 0, padded.length, 0, ...strToU8(padded));
  const file = new Uint8Array(head.length + bytes.length);
  file.set(head);
  file.set(bytes, head.length);
  return file;
}

/** Floating-point numbers of one dimension, or a single one. */
export function npyOf(values: number | readonly number[]): Uint8Array {
  return typeof values === 'number'
    ? npy(Float64Array.of(values), [])
    : npy(Float64Array.from(values), [values.length]);
}

/** An archive of arrays, by name, as `numpy.savez_compressed` makes it; at level 0 as `numpy.savez`. */
export function npz(
  arrays: Readonly<Record<string, Uint8Array>>,
  texts: Readonly<Record<string, string>> = {},
  level: 0 | 6 = 6,
): Uint8Array {
  const entries = {
    ...Object.fromEntries(Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, bytes])),
    ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)])),
  };
  return zipSync(entries, { level });
}

function descrOf(array: Numbers): string {
  if (array instanceof Float64Array) return '<f8';
  if (array instanceof Int32Array) return '<i4';
  return array instanceof BigInt64Array ? '<i8' : '|u1';
}
