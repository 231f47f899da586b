import { open } from 'node:fs/promises';
import { fileFault } from '../../read/fileFault.js';
import type { ParquetFile } from './openParquet.js';
import { AROUND_FOOTER, MAGIC, parquetFooter } from './parquetFooter.js';

/** Footers of logs of some hundred groups of rows are shorter, and then read at once. */
const LIKELY = 65_536;

/**
 * What a Parquet file says of itself: only its end is read, and nothing of the rest is checked.
 *
 * @throws DataError if it cannot be read or is no Parquet file
 */
export async function glanceParquet(path: string): Promise<Pick<ParquetFile, 'columns' | 'groups' | 'metadata'>> {
  const { bytes, size } = await ends(path);
  const { tree, groups, texts } = parquetFooter(path, bytes, size);
  return { columns: tree.children.map(({ element }) => element.name), groups, metadata: (key) => texts.get(key) };
}

/** The first bytes of a file, and all from its footer on. */
async function ends(path: string): Promise<{ readonly bytes: Buffer; readonly size: number }> {
  try {
    const handle = await open(path);
    try {
      const { size } = await handle.stat();
      const read = async (start: number, length: number): Promise<Buffer> => {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
        return buffer.subarray(0, bytesRead);
      };
      let tail = await read(Math.max(0, size - LIKELY), Math.min(size, LIKELY));
      if (size <= LIKELY) return { bytes: tail, size };
      const length = tail.readUInt32LE(tail.length - AROUND_FOOTER) + AROUND_FOOTER;
      // A length that cannot be is found out by who reads the footer.
      if (length > tail.length && length <= size - MAGIC.length) tail = await read(size - length, length);
      return { bytes: Buffer.concat([await read(0, MAGIC.length), tail]), size };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileFault(path, 'read', error);
  }
}
