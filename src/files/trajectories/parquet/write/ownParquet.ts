import { createHash } from 'node:crypto';
import { type ColumnSource, ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { CREATOR, DIGEST_KEY, HEADER_KEY, NO_DIGEST } from '../keys.js';

/**
 * The bytes of a Parquet file of ours, a group of rows at a time: with a header in its metadata, and a digest of all
 * bytes. The same columns give the same bytes.
 *
 * @param header JSON for the file's metadata
 * @param groups the columns of each group of rows, the same in all; at least one, which may be without rows
 */
export function* ownParquet(header: string, groups: Iterable<readonly ColumnSource[]>): Generator<Uint8Array> {
  const writer = new ByteWriter();
  const hash = createHash('sha256');
  let parquet: ParquetWriter | undefined;
  for (const group of groups) {
    parquet ??= new ParquetWriter({
      writer,
      schema: schemaFromColumnData({ columnData: [...group] }),
      createdBy: CREATOR,
    });
    const columnData = group.map(({ name, data, encoding }) => ({ name, data, ...(encoding && { encoding }) }));
    // No limit on pages: a column of a group is one.
    void parquet.write({ columnData, rowGroupSize: Math.max(1, group[0].data.length), pageSize: 0 });
    const piece = taken(writer);
    hash.update(piece);
    yield piece;
  }
  if (!parquet) throw new RangeError('ownParquet: groups must be at least one, got none');
  parquet.kvMetadata = [
    { key: HEADER_KEY, value: header },
    { key: DIGEST_KEY, value: NO_DIGEST },
  ];
  void parquet.finish();
  const footer = Buffer.from(taken(writer));
  const digest = hash.update(footer).digest('hex');
  footer.write(digest, footer.lastIndexOf(NO_DIGEST), 'latin1');
  yield footer;
}

/** The bytes so far, of which the writer then keeps no more than their number. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = new Uint8Array(writer.getBytes());
  writer.index = 0;
  return bytes;
}
