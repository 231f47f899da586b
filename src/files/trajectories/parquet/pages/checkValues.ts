import type { SchemaElement } from 'hyparquet';
import { checkDeltas, checkRuns } from './checkRuns.js';

const [PLAIN, PLAIN_DICTIONARY, RLE, DELTA, DELTA_LENGTHS, RLE_DICTIONARY, SPLIT] = [0, 2, 3, 5, 6, 8, 9];
const WIDTHS: Readonly<Partial<Record<string, number>>> = { INT32: 4, FLOAT: 4, INT64: 8, DOUBLE: 8, INT96: 12 };

/**
 * Checks that the bytes of a page hold as many values as it says, in the encoding that it says.
 *
 * @param entries of the dictionary, if there is one
 * @throws RangeError if not, or for an encoding that is not read
 */
export function checkValues(
  bytes: Uint8Array,
  encoding: number,
  element: SchemaElement,
  count: number,
  entries: number | undefined,
): void {
  if (encoding === PLAIN) checkPlain(bytes, element, count);
  else if (encoding === SPLIT) {
    if (bytes.length < count * (WIDTHS[element.type!] ?? element.type_length ?? 0))
      throw new RangeError('a page of too few values');
  } else if (encoding === RLE && element.type === 'BOOLEAN') checkRuns(bytes.subarray(4), 1, count);
  else if (encoding === PLAIN_DICTIONARY || encoding === RLE_DICTIONARY) {
    if (entries === undefined) throw new RangeError('entries of a dictionary that is missing');
    if (count > 0) checkRuns(bytes.subarray(1), bytes[0], count);
  } else if (encoding === DELTA || encoding === DELTA_LENGTHS) checkDeltas(bytes, count);
  else throw new RangeError(`values in encoding ${encoding}, which is not read`);
}

/** @throws RangeError if the bytes hold fewer values one after another */
export function checkPlain(bytes: Uint8Array, { type, type_length: length = 0 }: SchemaElement, count: number): void {
  const least =
    type === 'BOOLEAN'
      ? count / 8
      : count * (WIDTHS[type!] ?? (type === 'FIXED_LEN_BYTE_ARRAY' ? Math.max(length, 1) : 4));
  if (!(count >= 0 && bytes.length >= least)) throw new RangeError(`${count} values in ${bytes.length} bytes`);
  if (type !== 'BYTE_ARRAY') return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0, at = 0; i < count; i++) {
    at += 4 + view.getUint32(at, true);
    if (at > bytes.length) throw new RangeError('text cut short');
  }
}
