import type { RandomBytes } from '../../read/randomBytes.js';
import { AROUND_FOOTER, MAGIC } from './parquetFooter.js';

/** Footers of logs of some hundred groups of rows are shorter, and then read at once. */
const LIKELY = 65_536;

/** The first four bytes of a Parquet file, and all from its footer on, as `parquetFooter` takes them. */
export async function parquetEnds(bytes: RandomBytes): Promise<Buffer> {
  const { size } = bytes;
  const tail = await bytes.read(Math.max(0, size - LIKELY), size);
  if (size <= LIKELY) return tail;
  const head = await bytes.read(0, MAGIC.length);
  const length = tail.readUInt32LE(tail.length - AROUND_FOOTER) + AROUND_FOOTER;
  // A length that cannot be is found out by who reads the footer.
  const isAll = length <= tail.length || length > size - MAGIC.length;
  return Buffer.concat([head, isAll ? tail : await bytes.read(size - length, size)]);
}
