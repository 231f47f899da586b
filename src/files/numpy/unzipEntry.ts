import { constants, crc32, inflateRawSync } from 'node:zlib';
import { DataError } from '../../core/errors.js';
import { DAMAGED, type ZipEntry } from './zipDirectory.js';

/** Deflate makes data at most 1032 times as small; an entry that claims more is not honest. */
const LARGEST_RATIO = 1032;
const SLACK = 1024;
const HEAD_PACKED = 4096;

/**
 * The content of an entry, of the length and the checksum that the archive says.
 *
 * @returns a view of the archive if the entry is stored
 * @throws DataError if it is not. Nothing is allocated beyond the length that the archive says, nor for a length that
 *   its bytes cannot hold
 */
export function unzipEntry(file: string, bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const { name, size, checksum } = entry;
  checkSize(file, entry);
  const packed = bytes.subarray(entry.start, entry.start + entry.packedSize);
  const content = entry.deflated ? inflated(file, packed, entry) : packed;
  const sum = crc32(content);
  if (content.length !== size || sum !== checksum)
    throw new DataError(
      `${file}: ${name} must have ${size} bytes and checksum ${hex(checksum)}, got ${content.length} and ${hex(sum)} - ${DAMAGED}`,
    );
  return content;
}

/**
 * What an entry begins with, for a look before all of it is unpacked; its checksum is not known to hold.
 *
 * @throws DataError if the bytes are no content at all
 */
export function entryHead(file: string, bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  checkSize(file, entry);
  const packed = bytes.subarray(entry.start, entry.start + Math.min(entry.packedSize, HEAD_PACKED));
  if (!entry.deflated) return packed;
  try {
    return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    throw notInflated(file, entry.name, error);
  }
}

function checkSize(file: string, { name, size, packedSize }: ZipEntry): void {
  if (size > LARGEST_RATIO * packedSize + SLACK)
    throw new DataError(`${file}: ${name} must be of a size that its bytes can hold, got ${size} of ${packedSize}`);
}

function inflated(file: string, packed: Uint8Array, { name, size }: ZipEntry): Uint8Array {
  let result: { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } };
  try {
    // The types leave out what the option `info` returns.
    result = inflateRawSync(packed, { maxOutputLength: Math.max(size, 1), info: true }) as unknown as typeof result;
  } catch (error) {
    throw notInflated(file, name, error);
  }
  const { buffer, engine } = result;
  if (engine.bytesWritten !== packed.length)
    throw new DataError(
      `${file}: ${name} must take ${packed.length} bytes, got ${engine.bytesWritten} and others after them - ${DAMAGED}`,
    );
  return buffer;
}

function notInflated(file: string, name: string, cause: unknown): DataError {
  return new DataError(`${file}: ${name} must be deflated, got bytes that are not - ${DAMAGED}`, { cause });
}

function hex(checksum: number): string {
  return checksum.toString(16).padStart(8, '0');
}
