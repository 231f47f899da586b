import { DataError } from '../../core/errors.js';
import { DESCRIBED_AFTER, ENCRYPTED, UTF8, type ZipHeader, contentStart, descriptorLength } from './zipContent.js';
import { endOfDirectory } from './zipEnd.js';
import { zipSizes } from './zipSizes.js';

/** One file of a ZIP archive, as both of its headers describe it. */
export interface ZipEntry {
  readonly name: string;
  readonly deflated: boolean;
  /** CRC-32 of the content. */
  readonly checksum: number;
  /** Bytes of the content. */
  readonly size: number;
  /** Bytes that it takes in the archive. */
  readonly packedSize: number;
  /** Where those begin. */
  readonly start: number;
}

/** What to do about a file that is not what it should be. */
export const DAMAGED = 'the file is cut short or damaged, write it again';

const CENTRAL = 0x02014b50;
const CENTRAL_LENGTH = 46;
const [STORED, DEFLATED] = [0, 8];

/**
 * The files of a ZIP archive. Every byte must belong to something: the headers and contents follow one another from the
 * first byte, then the directory to the last, so nothing is hidden, doubled or lost. Name, method, sizes and checksum
 * are in the directory and again beside each content, and must agree. ZIP64, which NumPy writes, and descriptors after
 * the content, which Python writes to a pipe, are understood.
 *
 * The contents are not looked at: see `unzipEntry`.
 *
 * @param file opens the messages of errors
 * @throws DataError if the bytes are no such archive, or a name is there twice
 *
 * Cost O(entries).
 *
 * Source: APPNOTE.TXT 6.3.10, section 4.3.
 */
export function zipDirectory(file: string, bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fail = (got: string): never => {
    throw new DataError(`${file}: must be a NumPy archive (.npz), got ${got} - ${DAMAGED}`);
  };
  const directory = endOfDirectory(view, fail);
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let [at, contentEnd] = [directory.start, 0];
  for (let n = 0; n < directory.count; n++) {
    if (at + CENTRAL_LENGTH > directory.end || view.getUint32(at, true) !== CENTRAL) fail('a directory cut short');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const next = at + CENTRAL_LENGTH + nameLength + extraLength + commentLength;
    if (next > directory.end) fail('a directory cut short');
    const nameBytes = bytes.subarray(at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + nameLength);
    const flags = view.getUint16(at + 8, true);
    const name = entryName(nameBytes, (flags & UTF8) !== 0) ?? fail('a name that is not UTF-8');
    const header: ZipHeader = {
      nameBytes,
      flags,
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      ...zipSizes(view, at, { packed: 20, plain: 24, offset: 42 }, at + CENTRAL_LENGTH + nameLength, extraLength, () =>
        fail(`no size of ${name}`),
      ),
    };
    if (names.has(name)) fail(`${name} twice`);
    names.add(name);
    if (flags & ENCRYPTED) fail(`${name} encrypted`);
    if (header.method !== STORED && header.method !== DEFLATED)
      fail(`${name} packed by method ${header.method}, neither stored nor deflated`);
    if (header.offset !== contentEnd) fail(`bytes that belong to nothing before ${name}`);
    const start = contentStart(view, bytes, header, directory.start, () => fail(`two descriptions of ${name}`));
    const { checksum, packedSize, size } = header;
    if (start + packedSize > directory.start) fail(`${name} cut short`);
    if (header.method === STORED && size !== packedSize) fail(`two sizes of ${name}`);
    contentEnd = start + packedSize;
    if (flags & DESCRIBED_AFTER) {
      const length = descriptorLength(view, contentEnd, directory.start, header);
      contentEnd += length > 0 ? length : fail(`two descriptions of ${name}`);
    }
    entries.push({ name, deflated: header.method === DEFLATED, checksum, size, packedSize, start });
    at = next;
  }
  if (at !== directory.end) fail('a directory with more in it than it says');
  if (contentEnd !== directory.start) fail('bytes that belong to nothing before its directory');
  return entries;
}

function entryName(bytes: Uint8Array, utf8: boolean): string | undefined {
  try {
    // Without the flag names are ASCII in all archives that NumPy writes; bytes beyond it stay one letter each.
    return utf8
      ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
      : Buffer.from(bytes).toString('latin1');
  } catch {
    return undefined;
  }
}
