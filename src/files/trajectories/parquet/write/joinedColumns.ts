import type { ColumnSource } from 'hyparquet-writer';

type Data = ColumnSource['data'];

/** The same columns of successive rows as one. At least one part. */
export function joinedColumns(parts: readonly (readonly ColumnSource[])[]): ColumnSource[] {
  return parts[0].map((column, k) => {
    const data = concatenated(parts.map((part) => part[k].data));
    // A dictionary would take -0 and 0 for one.
    const plain = data instanceof Float64Array && data.some((value) => Object.is(value, -0));
    return { ...column, data, ...(plain && { encoding: 'PLAIN' }) };
  });
}

function concatenated(parts: readonly Data[]): Data {
  if (parts.length === 1) return parts[0];
  const [first] = parts;
  if (!(first instanceof Int32Array || first instanceof Float64Array))
    return parts.flatMap((part) => [...(part as unknown[])]);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const all = first instanceof Int32Array ? new Int32Array(length) : new Float64Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part as ArrayLike<number>, at);
    at += part.length;
  }
  return all;
}
