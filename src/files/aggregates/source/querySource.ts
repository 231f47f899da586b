import type { StepChunk, StepSource } from '../../../aggregates/source/stepSource.js';
import { DataError } from '../../../core/errors.js';
import { optionalPackage } from '../../../core/optionalPackage.js';
import type { FoundColumns } from '../../trajectories/columns/foundColumns.js';
import { named } from '../sort/sqlText.js';
import { chunkOfColumns, columnsOfSteps, hasPropensity } from './stepColumns.js';
import type { StepFileOptions } from './stepFile.js';

export interface QuerySourceOptions extends StepFileOptions {
  /** Whether the rows are to be put in order by episode and t; default: they are. */
  readonly sort?: boolean | undefined;
  /** What DuckDB may take; default 1 GB. */
  readonly memoryLimit?: string | undefined;
}

/** A log that a query gives. */
export interface QueryLog {
  readonly source: StepSource;
  /** To be called when it was read. */
  readonly close: () => void;
}

const WHERE = 'the query';

/**
 * A log as the rows that a query gives, run by DuckDB: of anything that it reads, such as files on S3, other databases
 * or CSV. It is run as often as the log is read.
 *
 * @param query a SELECT; its columns are called as those of a log
 * @throws MissingPackageError without `@duckdb/node-api`; DataError where the query cannot be run, or lacks a column
 *
 * Cost that of the query, and O(rows); some thousand rows are held at a time.
 */
export async function querySource(query: string, options: QuerySourceOptions = {}): Promise<QueryLog> {
  const { DuckDBInstance } = await optionalPackage(
    'reading a log by a query',
    ['@duckdb/node-api'],
    () => import('@duckdb/node-api'),
  );
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: options.memoryLimit ?? '1GB' });
  const connection = await instance.connect();
  const close = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  // In parentheses only a query can be, and on lines of their own the last one may be a comment.
  const rows = `(\n${query.replace(/;\s*$/, '')}\n)`;
  const run = (sql: string): ReturnType<typeof connection.stream> =>
    connection.stream(sql).catch((error: unknown) => {
      throw unreadable(error);
    });
  try {
    const names = (await run(`select * from ${rows} limit 0`)).columnNames();
    const columns = columnsOfSteps(WHERE, names, options.nActions, options.columns);
    const sql = `select ${names.map((name, k) => cast(columns, name, k)).join(', ')} from ${rows}${options.sort === true ? orderOf(columns, names) : ''}`;
    const source = {
      ...{ name: WHERE, nStates: options.nStates, nActions: options.nActions, source: {} },
      hasPropensity: hasPropensity(columns),
      async *chunks(): AsyncGenerator<StepChunk> {
        const result = await run(sql);
        const next = (): ReturnType<typeof result.fetchChunk> =>
          result.fetchChunk().catch((error: unknown) => {
            throw unreadable(error);
          });
        for (let chunk = await next(); chunk && chunk.rowCount > 0; chunk = await next()) {
          const read = chunk;
          yield await chunkOfColumns(WHERE, read.rowCount, names, columns, (k) => read.getColumnValues(k));
        }
      },
    };
    return { source, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Names as text, all else as numbers; what is not looked at is not fetched. */
function cast(columns: FoundColumns, name: string, k: number): string {
  if (k === columns.episode) return `cast(${named(name)} as varchar)`;
  return Object.values(columns).flat().includes(k) ? `cast(${named(name)} as double)` : 'null';
}

function orderOf({ episode, t }: FoundColumns, names: readonly string[]): string {
  return ` order by cast(${named(names[episode])} as varchar), ${named(names[t!])}`;
}

function unreadable(error: unknown): DataError {
  const got = error instanceof Error ? error.message : String(error);
  return new DataError(`${WHERE}: must be one that DuckDB can run, got ${got}`, { cause: error });
}
