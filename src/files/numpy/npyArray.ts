import { DataError } from '../../core/errors.js';
import { type NpyHeader, npyHeader } from './npyHeader.js';
import { DAMAGED } from './zipDirectory.js';

type Numbers =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** An array as an .npy file holds it. */
export interface NpyArray {
  readonly dtype: string;
  /** Empty for a single entry. */
  readonly shape: readonly number[];
  /** Row-major: the last index runs fastest. Integers of 64 bits keep their digits. */
  readonly data: Numbers | readonly string[];
}

const TYPES: Readonly<Record<string, new (buffer: ArrayBuffer) => Numbers>> = {
  b1: Uint8Array,
  i1: Int8Array,
  i2: Int16Array,
  i4: Int32Array,
  i8: BigInt64Array,
  u1: Uint8Array,
  u2: Uint16Array,
  u4: Uint32Array,
  u8: BigUint64Array,
  f4: Float32Array,
  f8: Float64Array,
};

/**
 * Numbers or text from the bytes of an .npy file, of either byte order, in C or Fortran order.
 *
 * @param name of the array, in messages
 * @throws DataError if the bytes are no such array, or not as many as its shape takes
 */
export function npyArray(file: string, name: string, bytes: Uint8Array): NpyArray {
  const header = npyHeader(file, name, bytes);
  const { dtype, kind, width, bigEndian, shape, length, start } = header;
  checkLength(file, name, header, bytes.length);
  // A copy, which slice makes of no Buffer: the bytes may be part of a larger buffer, and not where numbers may begin.
  const own = new Uint8Array(bytes.subarray(start));
  if (bigEndian) swap(own, kind === 'U' ? 4 : width);
  const data =
    kind === 'U' || kind === 'S'
      ? texts(file, name, own, header)
      : dtype === 'f2'
        ? Float64Array.from(new Uint16Array(own.buffer), half)
        : new TYPES[dtype](own.buffer);
  if (dtype === 'b1' && (data as Uint8Array).some((value) => value > 1))
    throw new DataError(`${file}: ${name} must hold truth values, got bytes that are none - ${DAMAGED}`);
  return { dtype, shape, data: header.fortranOrder && shape.length > 1 ? rowMajor(data, shape, length) : data };
}

/**
 * Whether a file of so many bytes holds what its header says.
 *
 * @throws DataError if not
 */
export function checkLength(file: string, name: string, header: NpyHeader, nBytes: number): void {
  const { shape, length, width, start } = header;
  if (start + length * width !== nBytes)
    throw new DataError(
      `${file}: ${name} must have the ${length} entries of its shape (${shape.join(', ')}), got ${width === 0 ? 'none' : Math.floor((nBytes - start) / width)} - ${DAMAGED}`,
    );
}

function swap(bytes: Uint8Array, width: number): void {
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
}

/** A number of 16 bits, IEEE 754: 1 bit of sign, 5 of exponent, 10 of fraction. */
function half(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

function texts(file: string, name: string, bytes: Uint8Array, { kind, width, length }: NpyHeader): string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const points = kind === 'U' ? new Uint32Array(bytes.buffer) : undefined;
  return Array.from({ length }, (_, i) => {
    try {
      const text = points
        ? String.fromCodePoint(...points.subarray((i * width) / 4, ((i + 1) * width) / 4))
        : decoder.decode(bytes.subarray(i * width, (i + 1) * width));
      return text.replace(/\0+$/, '');
    } catch (error) {
      throw new DataError(
        `${file}: ${name}[${i}] must be text in UTF-8, got bytes that are none - save it as text of Python (str), not as bytes`,
        { cause: error },
      );
    }
  });
}

/** From the order in which the first index runs fastest. */
function rowMajor(data: NpyArray['data'], shape: readonly number[], length: number): NpyArray['data'] {
  const result = data.slice() as unknown[];
  const index = new Array<number>(shape.length).fill(0);
  for (let from = 0; from < length; from++) {
    result[index.reduce((at, i, axis) => at * shape[axis] + i, 0)] = data[from];
    for (let axis = 0; axis < shape.length && ++index[axis] === shape[axis]; axis++) index[axis] = 0;
  }
  return result as unknown as NpyArray['data'];
}
