import { zipSizes } from './zipSizes.js';

const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;

/** Flags of a header. */
export const ENCRYPTED = 1;
/** Checksum and sizes follow the content. */
export const DESCRIBED_AFTER: number = 1 << 3;
export const UTF8: number = 1 << 11;

/** What the directory of a ZIP archive says of an entry. */
export interface ZipHeader {
  readonly nameBytes: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly size: number;
  readonly packedSize: number;
  /** Of the header beside the content. */
  readonly offset: number;
}

/**
 * Where the content of an entry begins, after the header beside it, which must say the same as the directory.
 *
 * @param end where the directory begins
 * @param fail throws, where it says something else
 */
export function contentStart(
  view: DataView,
  bytes: Uint8Array,
  header: ZipHeader,
  end: number,
  fail: () => never,
): number {
  const { offset: at, nameBytes, flags, method, checksum, size, packedSize } = header;
  if (at + LOCAL_LENGTH > end || view.getUint32(at, true) !== LOCAL) fail();
  const [nameLength, extraLength] = [26, 28].map((offset) => view.getUint16(at + offset, true));
  const nameStart = at + LOCAL_LENGTH;
  const start = nameStart + nameLength + extraLength;
  if (start > end) fail();
  const sameName = nameLength === nameBytes.length && nameBytes.every((byte, i) => byte === bytes[nameStart + i]);
  const own = view.getUint16(at + 6, true);
  const told = ENCRYPTED | DESCRIBED_AFTER | UTF8;
  if (!sameName || ((own ^ flags) & told) !== 0 || view.getUint16(at + 8, true) !== method) fail();
  const local = zipSizes(view, at, { packed: 18, plain: 22 }, nameStart + nameLength, extraLength, fail);
  const localChecksum = view.getUint32(at + 14, true);
  // Whoever writes to a pipe knows these only afterwards, and leaves them 0 here.
  const agrees = (value: number, other: number): boolean =>
    value === other || (value === 0 && (flags & DESCRIBED_AFTER) !== 0);
  if (!agrees(localChecksum, checksum) || !agrees(local.size, size) || !agrees(local.packedSize, packedSize)) fail();
  return start;
}

/** The length of what follows a content and repeats its checksum and sizes; 0 if nothing there does. */
export function descriptorLength(
  view: DataView,
  at: number,
  end: number,
  { checksum, packedSize, size }: ZipHeader,
): number {
  const SIGNATURE = 0x08074b50;
  for (const signed of [4, 0])
    for (const wide of [8, 4]) {
      const length = signed + 4 + 2 * wide;
      if (at + length > end || (signed > 0 && view.getUint32(at, true) !== SIGNATURE)) continue;
      const value = (offset: number): number =>
        wide === 8 ? Number(view.getBigUint64(at + offset, true)) : view.getUint32(at + offset, true);
      const from = signed + 4;
      if (
        view.getUint32(at + signed, true) === checksum &&
        value(from) === packedSize &&
        value(from + wide) === size &&
        // What follows tells a descriptor of 4-byte sizes from one of 8-byte sizes that begin alike.
        (at + length === end || view.getUint32(at + length, true) === LOCAL)
      )
        return length;
    }
  return 0;
}
