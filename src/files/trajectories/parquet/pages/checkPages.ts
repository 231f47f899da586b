import { crc32 } from 'node:zlib';
import type { ColumnMetaData, SchemaElement } from 'hyparquet';
import { unpackers } from './unpackers.js';
import { checkRuns } from './checkRuns.js';
import { checkPlain, checkValues } from './checkValues.js';
import { type ThriftRecord, readThrift } from '../readThrift.js';

/** Most bytes of a page once it is unpacked: writers make them of one megabyte. */
const LARGEST_PAGE = 2 ** 28;

const [DATA, DICTIONARY, DATA_2] = [0, 2, 3];
/** How deep a column is nested: 0 and 0 for one value a row, 1 and up to 3 for a list. */
export interface Levels {
  readonly repetition: 0 | 1;
  readonly definition: number;
}

/** More entries a row than any list of probabilities has. */
const MOST_ENTRIES = 2 ** 16;

/**
 * Checks the pages of a column in one group of rows before they are decoded, as the decoder believes what it reads:
 * that checksums hold where there are some, sizes are of what is there, and the pages hold one value a row, or one
 * list.
 *
 * @param chunk the bytes of the pages
 * @param nRows rows of the group
 * @throws RangeError, or what an unpacker throws, on the first fault
 *
 * Cost O(bytes unpacked).
 *
 * Source: parquet.thrift and Encodings.md of apache/parquet-format.
 */
export function checkPages(
  chunk: Uint8Array,
  element: SchemaElement,
  { codec }: ColumnMetaData,
  nRows: number,
  levels: Levels = { repetition: 0, definition: element.repetition_type === 'REQUIRED' ? 0 : 1 },
): void {
  let [at, rows] = [0, 0];
  let entries: number | undefined;
  while (rows < nRows) {
    const { record: header, end } = readThrift(chunk, at);
    const [kind, size, packedSize] = [1, 2, 3].map((field) => number(header, field));
    const packed = chunk.subarray(end, end + packedSize);
    if (packedSize < 0 || packed.length !== packedSize) throw new RangeError('a page cut short');
    if (size < 0 || size > LARGEST_PAGE) throw new RangeError(`a page of ${size} bytes`);
    if (header.has(4) && number(header, 4) >>> 0 !== crc32(packed)) throw new RangeError('a page of another checksum');
    at = end + packedSize;
    if (kind === DICTIONARY) {
      entries = number(inner(header, 7), 1);
      checkPlain(unpacked(packed, size, codec), element, entries);
    } else if (kind === DATA) {
      rows += checkData(unpacked(packed, size, codec), inner(header, 5), element, nRows - rows, entries, levels);
    } else if (kind === DATA_2) {
      rows += checkData2(packed, size, codec, inner(header, 8), element, nRows - rows, entries, levels);
    } else {
      throw new RangeError(`a page of kind ${kind}`);
    }
  }
}

function checkData(
  page: Uint8Array,
  header: ThriftRecord,
  element: SchemaElement,
  rowsLeft: number,
  entries: number | undefined,
  levels: Levels,
): number {
  const count = slots(header, rowsLeft, levels);
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  let at = 0;
  const taken = (): Uint8Array => {
    const first = at + 4;
    at = first + view.getUint32(at, true);
    return page.subarray(first, at);
  };
  const rows = levels.repetition === 0 ? count : checkedRows(taken(), count, rowsLeft);
  const values = levels.definition === 0 ? count : defined(taken(), count, levels);
  checkValues(page.subarray(at), number(header, 2), element, values, entries);
  return rows;
}

/** Every entry of a list but the first goes on with a row. */
function checkedRows(repetitions: Uint8Array, count: number, left: number): number {
  const rows = count - checkRuns(repetitions, 1, count);
  if (rows > left || (count > 0 && rows === 0)) throw new RangeError(`a page of ${rows} rows where ${left} are left`);
  return rows;
}

/** How many of them are there. */
function defined(definitions: Uint8Array, count: number, { definition }: Levels): number {
  return checkRuns(definitions, definition === 1 ? 1 : 2, count, definition);
}

function checkData2(
  packed: Uint8Array,
  size: number,
  codec: string,
  header: ThriftRecord,
  element: SchemaElement,
  rowsLeft: number,
  entries: number | undefined,
  levels: Levels,
): number {
  const count = slots(header, rowsLeft, levels);
  const [nulls, rows, encoding, levelBytes, repeatBytes] = [2, 3, 4, 5, 6].map((field) => number(header, field));
  const expected =
    levels.repetition === 0 ? count : checkedRows(packed.subarray(0, Math.max(0, repeatBytes)), count, rowsLeft);
  const before = repeatBytes + levelBytes;
  const isFlat = levels.repetition === 1 || repeatBytes === 0;
  if (rows !== expected || nulls < 0 || nulls > count || levelBytes < 0 || !isFlat || before > packed.length)
    throw new RangeError(`a page of ${rows} rows, ${count} values, ${nulls} empty`);
  if (levels.definition > 0 && defined(packed.subarray(repeatBytes, before), count, levels) !== count - nulls)
    throw new RangeError('another number of empty values than a page says');
  const body = packed.subarray(before);
  const bodySize = size - before;
  const isPacked = header.get(7) !== false && bodySize > 0;
  checkValues(isPacked ? unpacked(body, bodySize, codec) : body, encoding, element, count - nulls, entries);
  return rows;
}

/** Values of a page, those that are not there included. */
function slots(header: ThriftRecord, left: number, { repetition }: Levels): number {
  const count = number(header, 1);
  const most = repetition === 0 ? left : Math.min(left * MOST_ENTRIES, LARGEST_PAGE);
  if (!(count >= 0 && count <= most)) throw new RangeError(`a page of ${count} values where ${left} rows are left`);
  return count;
}

function unpacked(packed: Uint8Array, size: number, codec: string): Uint8Array {
  if (codec === 'UNCOMPRESSED') {
    if (packed.length !== size) throw new RangeError(`a page of ${packed.length} bytes that says ${size}`);
    return packed;
  }
  const unpack = unpackers[codec as keyof typeof unpackers];
  if ((unpack as unknown) === undefined) throw new RangeError(`pages packed by ${codec}, which is not read`);
  const page = unpack!(packed, size);
  if (page.length !== size) throw new RangeError(`a page of ${page.length} bytes that says ${size}`);
  return page;
}

function number(record: ThriftRecord, field: number): number {
  const value = record.get(field);
  if (typeof value !== 'number') throw new RangeError('a page without its sizes');
  return value;
}

function inner(record: ThriftRecord, field: number): ThriftRecord {
  const value = record.get(field);
  if (!(value instanceof Map)) throw new RangeError('a page without its header');
  return value as ThriftRecord;
}
