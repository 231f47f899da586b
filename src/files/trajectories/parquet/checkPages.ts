import { crc32 } from 'node:zlib';
import type { ColumnMetaData, SchemaElement } from 'hyparquet';
import { unpackers } from './unpackers.js';
import { checkRuns } from './checkRuns.js';
import { checkPlain, checkValues } from './checkValues.js';
import { type ThriftRecord, readThrift } from './readThrift.js';

/** Most bytes of a page once it is unpacked: writers make them of one megabyte. */
const LARGEST_PAGE = 2 ** 28;

const [DATA, DICTIONARY, DATA_2] = [0, 2, 3];
/**
 * Checks the pages of a column in one group of rows before they are decoded, as the decoder believes what it reads:
 * that checksums hold where there are some, sizes are of what is there, and the pages hold one value a row.
 *
 * @param chunk the bytes of the pages
 * @param nRows rows of the group
 * @throws RangeError, or what an unpacker throws, on the first fault
 *
 * Cost O(bytes unpacked).
 *
 * Source: parquet.thrift and Encodings.md of apache/parquet-format.
 */
export function checkPages(chunk: Uint8Array, element: SchemaElement, { codec }: ColumnMetaData, nRows: number): void {
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
      rows += checkData(unpacked(packed, size, codec), inner(header, 5), element, nRows - rows, entries);
    } else if (kind === DATA_2) {
      rows += checkData2(packed, size, codec, inner(header, 8), element, nRows - rows, entries);
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
): number {
  const count = pageRows(header, rowsLeft);
  let [at, nulls] = [0, 0];
  if (element.repetition_type !== 'REQUIRED') {
    const length = new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(0, true);
    const levels = page.subarray(4, 4 + length);
    nulls = count - checkRuns(levels, 1, count);
    at = 4 + length;
  }
  checkValues(page.subarray(at), number(header, 2), element, count - nulls, entries);
  return count;
}

function checkData2(
  packed: Uint8Array,
  size: number,
  codec: string,
  header: ThriftRecord,
  element: SchemaElement,
  rowsLeft: number,
  entries: number | undefined,
): number {
  const count = pageRows(header, rowsLeft);
  const [nulls, rows, encoding, levelBytes, repeatBytes] = [2, 3, 4, 5, 6].map((field) => number(header, field));
  if (rows !== count || nulls < 0 || nulls > count || levelBytes < 0 || repeatBytes !== 0 || levelBytes > packed.length)
    throw new RangeError(`a page of ${rows} rows, ${count} values, ${nulls} empty`);
  if (element.repetition_type !== 'REQUIRED') {
    if (checkRuns(packed.subarray(0, levelBytes), 1, count) !== count - nulls)
      throw new RangeError('another number of empty values than a page says');
  }
  const body = packed.subarray(levelBytes);
  const bodySize = size - levelBytes;
  const isPacked = header.get(7) !== false && bodySize > 0;
  checkValues(isPacked ? unpacked(body, bodySize, codec) : body, encoding, element, count - nulls, entries);
  return count;
}

function pageRows(header: ThriftRecord, left: number): number {
  const count = number(header, 1);
  if (!(count >= 0 && count <= left)) throw new RangeError(`a page of ${count} values where ${left} rows are left`);
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
