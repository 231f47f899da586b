import { DataError } from '../../core/errors.js';
import { type NpyArray, npyArray } from './npyArray.js';

/** An array of numbers of any shape. */
export interface NumberArray {
  /** Empty for a single number. */
  readonly shape: readonly number[];
  /** Row-major: the last index runs fastest. */
  readonly values: Float64Array;
}

/**
 * Numbers from the bytes of an .npy file: integers, truth values as 0 and 1, or floating point, in C or Fortran order.
 *
 * @param name of the array, in messages
 * @throws DataError if the bytes are no such array, or an integer is too large to stay the same as a number
 */
export function numberArray(file: string, name: string, bytes: Uint8Array): NumberArray {
  return asNumbers(file, name, npyArray(file, name, bytes));
}

/** As `numberArray`, from the array. */
export function asNumbers(file: string, name: string, { data, shape, dtype }: NpyArray): NumberArray {
  if (data instanceof Float64Array) return { shape, values: data };
  if (!ArrayBuffer.isView(data))
    throw new DataError(`${file}: ${name} must be an array of real numbers, got dtype '${dtype}'`);
  const values = Float64Array.from<number | bigint>(data, Number);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    const wide = values.findIndex((value) => !Number.isSafeInteger(value));
    if (wide >= 0)
      throw new DataError(
        `${file}: ${name}[${wide}] must be below 2^53, as larger integers lose digits as numbers, got ${data[wide]}`,
      );
  }
  return { shape, values };
}
