import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder } from '../emptyFolder.js';
import { type Database, LOG_COLUMNS } from './database.js';
import { answeredRows, logTable } from './logTable.js';

/** A DuckDB in memory. */
export async function duckdb(): Promise<Database> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  const folder = emptyFolder();
  let files = 0;
  const run = async (sql: string): Promise<void> => {
    await connection.run(sql);
  };
  const csv = async (sql: string): Promise<string> => {
    const file = join(folder, `${++files}.csv`);
    await run(`copy (${sql}) to '${file}' (header true)`);
    return readFileSync(file, 'utf8');
  };
  return {
    run,
    async load(table, log) {
      const file = join(folder, `${++files}.csv`);
      writeFileSync(file, logTable(log));
      await run(`create table "${table}" (${LOG_COLUMNS})`);
      await run(`copy "${table}" from '${file}' (header false)`);
    },
    csv,
    query: async (sql) => answeredRows(await csv(sql)),
  };
}
