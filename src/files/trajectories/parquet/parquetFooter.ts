import { type FileMetaData, type SchemaTree, parquetMetadata, parquetSchema } from 'hyparquet';
import { z } from 'zod';
import { DataError } from '../../../core/errors.js';
import { DAMAGED } from '../../numpy/zipDirectory.js';
import { readThrift } from './readThrift.js';

/** A log of long runs takes some two bytes a step; a file that claims a thousand steps a byte is not one. */
const MOST_ROWS_A_BYTE = 1000;
export const MAGIC = 'PAR1';
export const AROUND_FOOTER = 8;
const SHORTEST = 12;

/** Throws the error of a file that is no Parquet. */
export type Fail = (got: string, cause?: unknown, remedy?: string) => never;

/** What the end of a Parquet file says of the rest. */
export interface ParquetFooter {
  readonly metadata: FileMetaData;
  readonly tree: SchemaTree;
  /** Text in the file's own metadata. */
  readonly texts: ReadonlyMap<string, string | undefined>;
  /** Rows of each group. */
  readonly groups: readonly number[];
  readonly fail: Fail;
}

/**
 * @param file opens the messages of errors
 * @param bytes of the file: all, or at least the first four and all from the footer on
 * @param size how many the file has
 * @throws DataError if it is no Parquet file
 *
 * Source: README.md and parquet.thrift of apache/parquet-format.
 */
export function parquetFooter(file: string, bytes: Buffer, size: number = bytes.length): ParquetFooter {
  const fail: Fail = (got, cause, remedy = DAMAGED) => {
    throw new DataError(`${file}: must be Parquet, got ${got} - ${remedy}`, { cause });
  };
  const metadata = metadataOf(bytes, fail);
  const tree = attempt('metadata that are none', fail, () => parquetSchema(metadata));
  const texts = new Map(metadata.key_value_metadata?.map(({ key, value }) => [key, value]));
  const groups = metadata.row_groups.map(({ num_rows: rows }) => Number(rows));
  const total = groups.reduce((sum, rows) => sum + rows, 0);
  if (!groups.every((rows) => rows >= 0) || Number(metadata.num_rows) !== total || total > MOST_ROWS_A_BYTE * size)
    fail(`${metadata.num_rows} rows, and ${total} in its groups of them, in ${size} bytes`);
  return { metadata, tree, texts, groups, fail };
}

/** What we use of the metadata, whose types hyparquet does not check. */
const metadataSchema = z.object({
  created_by: z.string().optional(),
  key_value_metadata: z.array(z.object({ key: z.string(), value: z.string().optional() })).optional(),
  num_rows: z.bigint(),
  schema: z.array(
    z.object({
      name: z.string(),
      type: z.string().optional(),
      num_children: z.int().optional(),
      type_length: z.int().optional(),
      scale: z.int().min(0).optional(),
      precision: z.int().min(0).optional(),
    }),
  ),
  row_groups: z.array(
    z.object({
      num_rows: z.bigint(),
      columns: z.array(
        z.object({
          file_path: z.string().optional(),
          meta_data: z.object({
            path_in_schema: z.array(z.string()),
            codec: z.string(),
            data_page_offset: z.bigint(),
            dictionary_page_offset: z.bigint().optional(),
            total_compressed_size: z.bigint(),
          }),
        }),
      ),
    }),
  ),
});

function metadataOf(bytes: Buffer, fail: Fail): FileMetaData {
  const [head, tail] = [bytes.toString('latin1', 0, 4), bytes.toString('latin1', Math.max(bytes.length - 4, 0))];
  if (bytes.length === 0) fail('an empty file');
  if (tail === 'PARE') fail('an encrypted file', undefined, 'write it without encryption');
  if (bytes.length < SHORTEST || head !== MAGIC || tail !== MAGIC) fail('bytes that are none');
  const length = bytes.readUInt32LE(bytes.length - AROUND_FOOTER);
  const start = bytes.length - AROUND_FOOTER - length;
  if (start < MAGIC.length) fail('metadata cut short');
  return attempt('metadata that are none', fail, () => {
    const own = bytes.subarray(start);
    // A first look that believes no length; hyparquet's own does.
    readThrift(own.subarray(0, length), 0);
    const metadata = parquetMetadata(own, { geoparquet: false });
    metadataSchema.parse(metadata);
    return metadata;
  });
}

function attempt<T>(got: string, fail: Fail, read: () => T): T {
  try {
    return read();
  } catch (error) {
    return fail(got, error);
  }
}
