import { DataError } from '../../core/errors.js';
import { parseNpy } from './parseNpy.js';
import { DAMAGED } from './unzipNpz.js';

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
 * @throws DataError if the bytes are no such array
 */
export function numberArray(file: string, name: string, bytes: Uint8Array): NumberArray {
  const { data, shape, dtype, fortranOrder } = parseNpy(file, name, bytes);
  if (!/^[iufb]/.test(dtype))
    throw new DataError(`${file}: ${name} must be an array of real numbers, got dtype '${dtype}'`);
  const raw = data as unknown as ArrayLike<number | bigint | boolean>;
  const length = shape.reduce((product, side) => product * side, 1);
  if (raw.length !== length)
    throw new DataError(
      `${file}: ${name} must have the ${length} entries of its shape (${shape.join(', ')}), got ${raw.length} - ${DAMAGED}`,
    );
  const values = raw instanceof Float64Array ? raw : Float64Array.from(raw, Number);
  return { shape, values: fortranOrder ? rowMajor(values, shape) : values };
}

/** From the order in which the first index runs fastest. */
function rowMajor(values: Float64Array, shape: readonly number[]): Float64Array {
  const result = new Float64Array(values.length);
  const index = new Array<number>(shape.length).fill(0);
  for (const value of values) {
    result[index.reduce((at, i, axis) => at * shape[axis] + i, 0)] = value;
    for (let axis = 0; axis < shape.length && ++index[axis] === shape[axis]; axis++) index[axis] = 0;
  }
  return result;
}
