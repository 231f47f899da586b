import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArgumentError, DataError } from '../../../core/errors.js';
import { optionalPackage } from '../../../core/optionalPackage.js';
import { columnNames } from '../../trajectories/columns/columnNames.js';
import type { ColumnNames } from '../../trajectories/columns/logColumn.js';
import { glanceParquet } from '../../trajectories/parquet/glanceParquet.js';
import { HEADER_KEY } from '../../trajectories/parquet/keys.js';

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
 * A log in Parquet sorted by episode and t, by DuckDB, which goes on on disk where memory is short.
 *
 * @param paths Parquet; what the first of them says of the log holds for all
 * @throws MissingPackageError without `@duckdb/node-api`; ArgumentError for another format; DataError for what DuckDB
 *   cannot read
 *
 * Cost O(rows · log rows); on disk twice the log in the system's folder for temporary files.
 */
export async function sortedFiles(paths: readonly string[], options: SortedFilesOptions = {}): Promise<SortedFiles> {
  const other = paths.find((path) => !/\.parquet$/i.test(path));
  if (other !== undefined)
    throw new ArgumentError(
      `--sort: files must be Parquet, got ${other} - text is put in order as it is read, and needs no --sort`,
    );
  const { DuckDBInstance } = await optionalPackage(
    'sorting a log',
    ['@duckdb/node-api'],
    () => import('@duckdb/node-api'),
  );
  const header = (await glanceParquet(paths[0])).metadata(HEADER_KEY);
  const folder = await mkdtemp(join(tmpdir(), 'couplet-sort-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const sorted = join(folder, 'sorted');
    await mkdir(join(folder, 'spilled'));
    const instance = await DuckDBInstance.create(':memory:', {
      ...{ memory_limit: options.memoryLimit ?? '1GB', temp_directory: join(folder, 'spilled') },
      // Files in order need one writer, and nothing is fetched from elsewhere.
      ...{ threads: '1', autoinstall_known_extensions: 'false' },
    });
    try {
      const connection = await instance.connect();
      await connection.run(sortingQuery(paths, sorted, header, options));
      connection.closeSync();
    } finally {
      instance.closeSync();
    }
    const names = await readdir(sorted);
    const numbered = names.sort((a, b) => numberIn(a) - numberIn(b));
    return { paths: numbered.map((name) => join(sorted, name)), remove };
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

function sortingQuery(
  paths: readonly string[],
  folder: string,
  header: string | undefined,
  { columns, fileSize = '256MB', groupRows = 100_000 }: SortedFilesOptions,
): string {
  const { episode, t } = columnNames('aggregate', columns);
  const metadata = header === undefined ? '' : `, kv_metadata {${HEADER_KEY}: ${literal(header)}}`;
  return `copy (select * from read_parquet([${paths.map(literal).join(', ')}]) order by ${named(episode)}, ${named(t)}) to ${literal(folder)} (format parquet, row_group_size ${groupRows}, file_size_bytes ${literal(fileSize)}${metadata})`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function named(column: string): string {
  return `"${column.replaceAll('"', '""')}"`;
}

/** DuckDB counts its files: data_0.parquet, data_1.parquet. */
function numberIn(name: string): number {
  return Number(/\d+/.exec(name)?.[0] ?? 0);
}
