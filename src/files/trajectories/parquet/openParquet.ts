import { type SchemaElement, type SchemaTree, parquetScan } from 'hyparquet';
import { unpackers } from './pages/unpackers.js';
import { DataError } from '../../../core/errors.js';
import { type Levels, checkPages } from './pages/checkPages.js';
import { unreadable } from './columnKind.js';
import { checkDigest } from './checkDigest.js';
import { parquetEnds } from './parquetEnds.js';
import { AROUND_FOOTER, MAGIC, parquetFooter } from './parquetFooter.js';
import { type RandomBytes, openBytes } from '../../read/randomBytes.js';

/** A Parquet file, whose columns are read and decoded one group of rows at a time. */
export interface ParquetFile {
  /** Names of its columns, of nested ones the outermost. */
  readonly columns: readonly string[];
  /** How many rows each of its groups has. */
  readonly groups: readonly number[];
  /** Text in the file's own metadata. */
  metadata(key: string): string | undefined;
  /**
   * The values of a column in a group: numbers, BigInts, truth values, text, or null; or lists of them.
   *
   * @param lists whether it may hold lists; default false
   *
   * @throws DataError if it is damaged, or holds something else
   */
  values(column: string, group: number, lists?: boolean): Promise<ArrayLike<unknown>>;
  /** To be called when no more is wanted, whatever happened. */
  close(): Promise<void>;
}

/**
 * Opens a Parquet file, of which no more is held than its footer.
 *
 * @param path `-` is standard input
 * @param file opens the messages of errors
 * @throws DataError if it cannot be read, is no Parquet file, or is one of ours with a byte changed
 *
 * Cost O(1), of files of ours O(bytes).
 *
 * Source: README.md and parquet.thrift of apache/parquet-format.
 */
export async function openParquet(path: string, file: string): Promise<ParquetFile> {
  const bytes = await openBytes(path);
  try {
    return await parquetOf(file, bytes);
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

async function parquetOf(file: string, bytes: RandomBytes): Promise<ParquetFile> {
  const ends = await parquetEnds(bytes);
  const footer = parquetFooter(file, ends, bytes.size);
  await checkDigest(bytes, ends, footer);
  const { metadata, tree, texts, groups, fail } = footer;
  return {
    columns: tree.children.map(({ element }) => element.name),
    groups,
    metadata: (key) => texts.get(key),
    async values(column, group, lists = false) {
      const list = lists ? listOf(tree, column) : undefined;
      const element = list?.element ?? flatElement(file, tree, column);
      const rowGroup = metadata.row_groups[group];
      const chunk = rowGroup.columns.find(({ meta_data: meta }) => meta?.path_in_schema[0] === column);
      const meta = chunk?.meta_data ?? fail(`no column ${column} in rows that should have it`);
      const [first, dictionary] = [Number(meta.data_page_offset), Number(meta.dictionary_page_offset ?? 0)];
      const start = dictionary > 0 && dictionary < first ? dictionary : first;
      const end = start + Number(meta.total_compressed_size);
      if (chunk?.file_path || !(start >= MAGIC.length && start <= end && end <= bytes.size - AROUND_FOOTER))
        fail(`a column ${column} that is not in the file`);
      const pages = await bytes.read(start, end);
      try {
        checkPages(pages, element, meta, groups[group], list?.levels);
        const scan = await parquetScan({
          file: { byteLength: bytes.size, slice: (from, to = end) => within(pages, from - start, to - start) },
          metadata: { ...metadata, num_rows: rowGroup.num_rows, row_groups: [rowGroup] },
          columns: [column],
          compressors: unpackers,
          parsers: { stringFromBytes: text },
          useOffsetIndex: false,
        });
        const values = await scan.readColumn({ column, rowStart: 0, rowEnd: groups[group] });
        if (values.length !== groups[group]) throw new RangeError(`${values.length} values in ${groups[group]} rows`);
        return values;
      } catch (error) {
        return fail(`${shown(error)} in column ${column}`, error);
      }
    },
    close: () => bytes.close(),
  };
}

/** A copy of bytes of a column, which its decoder may not leave: no others were checked. */
function within(pages: Buffer, from: number, to: number): ArrayBuffer {
  if (!(from >= 0 && from <= to && to <= pages.length)) throw new RangeError('pages outside of their column');
  return new Uint8Array(pages.subarray(from, to)).buffer;
}

/** A column of lists of numbers, as most writers write it: a group of a repeated group of one element. */
function listOf(
  tree: SchemaTree,
  column: string,
): { readonly element: SchemaElement; readonly levels: Levels } | undefined {
  const outer = tree.children.find((child) => child.element.name === column);
  const middle = outer?.children.length === 1 ? outer.children[0] : undefined;
  const leaf = middle?.children.length === 1 ? middle.children[0] : undefined;
  if (!outer || middle?.element.repetition_type !== 'REPEATED' || !leaf || leaf.children.length > 0) return undefined;
  const [isOuter, isLeaf] = [outer, leaf].map(({ element }) => element.repetition_type);
  if (isOuter === 'REPEATED' || isLeaf === 'REPEATED' || unreadable(leaf.element) !== undefined) return undefined;
  const definition = Number(isOuter === 'OPTIONAL') + 1 + Number(isLeaf === 'OPTIONAL');
  return { element: leaf.element, levels: { repetition: 1, definition } };
}

/** The schema of a column that is a single value a row. */
function flatElement(file: string, tree: SchemaTree, column: string): SchemaElement {
  const { element, children } = tree.children.find((child) => child.element.name === column)!;
  const nested = children.length > 0 || element.repetition_type === 'REPEATED';
  const got = nested ? 'lists or records' : unreadable(element);
  if (got !== undefined)
    throw new DataError(
      `${file}: column ${column} must hold numbers, truth values or text, got ${got} - ${nested ? 'write a column for each entry, as propensity_0, propensity_1, ... for a list of probabilities' : 'cast it before it is written'}`,
    );
  return element;
}

function text(bytes: Uint8Array | undefined): string {
  // Two names that differ in bytes must not become one.
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

function shown(error: unknown): string {
  return error instanceof RangeError && !/^(Invalid|Offset|Maximum|Start|The value)/.test(error.message)
    ? error.message
    : 'bytes that are none';
}
