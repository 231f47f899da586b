/** A column of zeros that all threads see. */
export function sharedColumn(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

type TypedArray = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/**
 * A copy of data for other threads, in which all typed arrays lie in memory that they share: the numbers are there once,
 * whatever the number of threads. Functions are left out, as they cannot go to another thread.
 */
export function sharedCopy<Data>(data: Data): Data {
  return copied(data) as Data;
}

function copied(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return sharedArray(value as TypedArray);
  // Names of states, actions and episodes: they are copied once they go.
  if (Array.isArray(value)) return value.some(isObject) ? value.map(copied) : value;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, field]) => typeof field !== 'function');
  return Object.fromEntries(entries.map(([key, field]) => [key, copied(field)]));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function sharedArray(array: TypedArray): TypedArray {
  const Kind = array.constructor as new (buffer: SharedArrayBuffer) => TypedArray;
  const shared = new Kind(new SharedArrayBuffer(array.byteLength));
  shared.set(array);
  return shared;
}
