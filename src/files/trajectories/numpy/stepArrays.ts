import { DataError } from '../../../core/errors.js';
import type { NumberArray } from '../../numpy/numberArray.js';
import { listed } from '../../read/listed.js';

const INT32_END = 2 ** 31;

/** The arrays of an archive that have one entry a step, checked as they are taken. */
export interface StepArrays {
  readonly nSteps: number;
  has(name: string): boolean;
  /** @throws DataError if there is none, or it has another shape than (steps) or (steps, 1) */
  numbers(name: string): Float64Array;
  /**
   * An array of several entries a step, row-major.
   *
   * @throws DataError if it has another shape than (steps, width)
   */
  table(name: string): { readonly width: number; readonly values: Float64Array };
  /**
   * @param end the first integer that is too large; default 2^31
   * @throws DataError as `numbers`, and for an entry that is no integer from `from`
   */
  integers(name: string, from?: number, end?: number): Int32Array;
  /** @throws DataError as `numbers`, and for an entry that is neither 0 nor 1 */
  flags(name: string): Int32Array;
  /**
   * An integer ≥ 1 that stands by itself.
   *
   * @returns undefined if there is none
   * @throws DataError if it is something else
   */
  count(name: string): number | undefined;
}

/**
 * @param state name of the array that tells the number of steps
 * @param names all arrays that there are
 * @param read the array of a name that there is
 * @throws DataError if that array is missing, empty, or has several entries a step
 */
export function stepArrays(
  file: string,
  state: string,
  names: readonly string[],
  read: (name: string) => NumberArray,
): StepArrays {
  const has = (name: string): boolean => names.includes(name);
  const need = (name: string): NumberArray => {
    if (!has(name)) throw new DataError(`${file}: must have the array '${name}', got ${listed(names)}`);
    return read(name);
  };
  const { shape } = need(state);
  const nSteps = shape[0] ?? 0;
  if (!isColumn(shape, nSteps))
    throw new DataError(
      `${file}: ${state} must be one number a step, got shape (${shape.join(', ')}) - number the states, and save the numbers`,
    );
  if (nSteps === 0) throw new DataError(`${file}: must hold at least one step, got none`);
  const numbers = (name: string): Float64Array => {
    const array = need(name);
    if (!isColumn(array.shape, nSteps))
      throw new DataError(
        `${file}: ${name} must have one entry for each of the ${nSteps} steps, got shape (${array.shape.join(', ')})`,
      );
    return array.values;
  };
  const integers = (name: string, from = 0, end = INT32_END): Int32Array => {
    const values = numbers(name);
    const wrong = values.findIndex((value) => !(Number.isInteger(value) && value >= from && value < end));
    if (wrong >= 0)
      throw new DataError(
        `${file}: ${name}[${wrong}] must be an integer from ${from} to ${end - 1}, got ${values[wrong]}`,
      );
    return Int32Array.from(values);
  };
  return {
    nSteps,
    has,
    numbers,
    integers,
    flags: (name) => integers(name, 0, 2),
    table(name) {
      const { shape: given, values } = need(name);
      if (given.length !== 2 || given[0] !== nSteps)
        throw new DataError(
          `${file}: ${name} must have one row for each of the ${nSteps} steps, got shape (${given.join(', ')})`,
        );
      return { width: given[1], values };
    },
    count(name) {
      if (!has(name)) return undefined;
      const { values } = read(name);
      if (!(values.length === 1 && Number.isSafeInteger(values[0]) && values[0] >= 1))
        throw new DataError(`${file}: ${name} must be one integer ≥ 1, got ${listed([...values].map(String))}`);
      return values[0];
    },
  };
}

function isColumn(shape: readonly number[], length: number): boolean {
  return shape.length === 1 ? shape[0] === length : shape.length === 2 && shape[0] === length && shape[1] === 1;
}
