import { openBytes } from '../../read/randomBytes.js';
import type { ParquetFile } from './openParquet.js';
import { parquetEnds } from './parquetEnds.js';
import { parquetFooter } from './parquetFooter.js';

/**
 * What a Parquet file says of itself: only its end is read, and nothing of the rest is checked.
 *
 * @throws DataError if it cannot be read or is no Parquet file
 */
export async function glanceParquet(path: string): Promise<Pick<ParquetFile, 'columns' | 'groups' | 'metadata'>> {
  const bytes = await openBytes(path);
  try {
    const { tree, groups, texts } = parquetFooter(path, await parquetEnds(bytes), bytes.size);
    return { columns: tree.children.map(({ element }) => element.name), groups, metadata: (key) => texts.get(key) };
  } finally {
    await bytes.close();
  }
}
