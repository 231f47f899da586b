import { afterAll, beforeAll, describe } from 'vitest';
import type { Dialect } from '../../../src/aggregates/sql/dialect/dialect.js';
import { findDialect } from '../../../src/aggregates/sql/dialect/dialects.js';
import type { Database } from './database.js';
import { duckdb } from './duckdb.js';
import { startPostgres, withoutPostgres } from './postgres.js';

/** The same tests in DuckDB and in a PostgreSQL server, which they start and stop; without one, those are skipped. */
export function eachDatabase(tests: (dialect: Dialect, database: () => Database) => void): void {
  describe('in DuckDB', () => {
    let database: Database;
    beforeAll(async () => {
      database = await duckdb();
    });
    tests(findDialect('duckdb'), () => database);
  });
  describe.skipIf(withoutPostgres !== undefined)(
    `in PostgreSQL${withoutPostgres === undefined ? '' : ` (skipped: ${withoutPostgres})`}`,
    () => {
      let server: Awaited<ReturnType<typeof startPostgres>>;
      beforeAll(async () => {
        server = await startPostgres();
      });
      afterAll(() => server.stop());
      tests(findDialect('postgres'), () => server);
    },
  );
}
