import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { ArgumentError, DataError } from '../../../core/errors.js';
import { optionalPackage } from '../../../core/optionalPackage.js';
import { columnNames } from '../../trajectories/columns/columnNames.js';
import type { ColumnNames } from '../../trajectories/columns/logColumn.js';
import { logFormat } from '../../trajectories/logFormat.js';
import { glanceParquet } from '../../trajectories/parquet/glanceParquet.js';
import { HEADER_KEY } from '../../trajectories/parquet/keys.js';
import { openTemporaryFolder } from '../../write/temporaryFiles.js';
import { literal, named } from './sqlText.js';
import { textHead } from './textHead.js';
import { sortedCsvQuery, sortedJsonlQuery } from './textQueries.js';
import { withoutComments } from './withoutComments.js';

export interface SortedFilesOptions {
  /** Names of columns that are called something else in the files. */
  readonly columns?: ColumnNames | undefined;
  /** What DuckDB may take before it goes on on disk; default 1 GB. */
  readonly memoryLimit?: string | undefined;
  /** About how many bytes each file has; default 256 MB. */
  readonly fileSize?: string | undefined;
  /** Rows of a group, of which a file has one or more; default 100,000. */
  readonly groupRows?: number | undefined;
}

/** A log in order, in files of our own. */
export interface SortedFiles {
  readonly paths: readonly string[];
  /** Removes them; to be called when they were read. */
  remove: () => Promise<void>;
}

/**
 * A log sorted by episode and t, by DuckDB, which goes on on disk where memory is short. Text stays the text that it is.
 *
 * @param paths all Parquet, CSV or JSON lines; what the first of them says of the log holds for all
 * @throws MissingPackageError without `@duckdb/node-api`; ArgumentError for another format; DataError for what DuckDB
 *   cannot read
 *
 * Cost O(rows · log rows); on disk two to three times the log in the system's folder for temporary files.
 */
export async function sortedFiles(paths: readonly string[], options: SortedFilesOptions = {}): Promise<SortedFiles> {
  const kind = kindOf(paths);
  const { DuckDBInstance } = await optionalPackage(
    'sorting a log',
    ['@duckdb/node-api'],
    () => import('@duckdb/node-api'),
  );
  let connection: DuckDBConnection | undefined;
  // The process does not end before the query has.
  const { path: folder, remove } = await openTemporaryFolder('couplet-sort-', () => connection?.interrupt());
  try {
    const query = await sortingQuery(paths, kind, join(folder, 'sorted'), options);
    await mkdir(join(folder, 'spilled'));
    const instance = await DuckDBInstance.create(':memory:', {
      ...{ memory_limit: options.memoryLimit ?? '1GB', temp_directory: join(folder, 'spilled') },
      // Files in order need one writer, and nothing is fetched from elsewhere.
      ...{ threads: '1', autoinstall_known_extensions: 'false' },
    });
    try {
      connection = await instance.connect();
      await connection.run(query);
      connection.closeSync();
      connection = undefined;
    } finally {
      instance.closeSync();
    }
    const names = await readdir(join(folder, 'sorted'));
    const numbered = names.sort((a, b) => numberIn(a) - numberIn(b));
    return { paths: numbered.map((name) => join(folder, 'sorted', name)), remove };
  } catch (error) {
    await remove();
    throw error instanceof DataError
      ? error
      : new DataError(
          `${paths[0]}: must be a log that DuckDB can sort, got ${error instanceof Error ? error.message : String(error)}`,
          { cause: error },
        );
  }
}

type Kind = 'parquet' | 'csv' | 'jsonl';

/** @throws ArgumentError for files of other formats, or of several */
function kindOf(paths: readonly string[]): Kind {
  const [kind, ...others] = new Set(
    paths.map((path) => logFormat('--sort', path, undefined, ['parquet', 'csv', 'jsonl', 'json'] as const)),
  );
  if (kind === 'json' || others.length > 0)
    throw new ArgumentError(
      `--sort: files must be all Parquet, CSV or JSON lines, got ${[kind, ...others].join(' and ')} - sort each kind by itself`,
    );
  return kind;
}

/** @param folder that the query makes, or is made for it */
async function sortingQuery(
  paths: readonly string[],
  kind: Kind,
  folder: string,
  { columns, fileSize = '256MB', groupRows = 100_000 }: SortedFilesOptions,
): Promise<string> {
  const names = columnNames('aggregate', columns);
  const { episode, t } = names;
  if (kind === 'parquet') {
    const header = (await glanceParquet(paths[0])).metadata(HEADER_KEY);
    const metadata = header === undefined ? '' : `, kv_metadata {${HEADER_KEY}: ${literal(header)}}`;
    return `copy (select * from read_parquet([${paths.map(literal).join(', ')}]) order by ${named(episode)}, ${named(t)}) to ${literal(folder)} (format parquet, row_group_size ${groupRows}, file_size_bytes ${literal(fileSize)}${metadata})`;
  }
  await mkdir(folder);
  const heads = await Promise.all(paths.map((path) => textHead(path, kind, names)));
  // An episode does not go on in another file of text: there is one.
  const to = join(folder, `sorted.${kind}`);
  if (kind === 'jsonl') return sortedJsonlQuery({ paths, heads, episode, t }, to);
  const plain = await Promise.all(
    heads.map(async (head, k) => {
      if (head.line === 1) return { path: paths[k], line: 1 };
      const path = `${folder}-${k}.csv`;
      return { path, line: head.line - (await withoutComments(paths[k], path)) };
    }),
  );
  const own = {
    paths: plain.map(({ path }) => path),
    heads: heads.map((head, k) => ({ ...head, line: plain[k].line })),
  };
  return sortedCsvQuery({ ...own, episode, t }, to);
}

/** DuckDB counts its files: data_0.parquet, data_1.parquet. */
function numberIn(name: string): number {
  return Number(/\d+/.exec(name)?.[0] ?? 0);
}
