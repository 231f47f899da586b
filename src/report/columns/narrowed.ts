/** The typed arrays that a report can hold. */
export type Column =
  Float64Array | Float32Array | Uint32Array | Int32Array | Uint16Array | Int16Array | Uint8Array | Int8Array;

export type ArrayName =
  | 'Float64Array'
  | 'Float32Array'
  | 'Uint32Array'
  | 'Int32Array'
  | 'Uint16Array'
  | 'Int16Array'
  | 'Uint8Array'
  | 'Int8Array';

/** How one is made. */
interface ColumnMaker {
  new (length: number): Column;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): Column;
  from(values: ArrayLike<number>): Column;
}

export const ARRAYS: Readonly<Record<ArrayName, ColumnMaker>> = {
  ...{ Float64Array, Float32Array, Uint32Array, Int32Array },
  ...{ Uint16Array, Int16Array, Uint8Array, Int8Array },
};

const INTEGERS = ['Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array'] as const;

/**
 * The same numbers in the narrowest type that holds them.
 *
 * @param single whether reals may be rounded to 7 digits
 * @returns the array itself where no narrower one does
 */
export function narrowed(column: Column, single: boolean): Column {
  const integers = INTEGERS.find((name) => holds(new ARRAYS[name](1), column));
  if (integers !== undefined) return ARRAYS[integers].from(column);
  return single && column instanceof Float64Array ? Float32Array.from(column) : column;
}

function holds(cell: Column, column: Column): boolean {
  if (cell.BYTES_PER_ELEMENT >= column.BYTES_PER_ELEMENT) return false;
  return column.every((value) => {
    cell[0] = value;
    // An integer has no minus zero.
    return Object.is(cell[0], value);
  });
}
