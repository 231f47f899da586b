import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import type { AnsweredRow } from './logTable.js';

/** A database that tests load logs into and ask. */
export interface Database {
  /** Makes a table of a log, of that name. */
  load(table: string, log: Trajectories): Promise<void>;
  run(sql: string): Promise<void>;
  /** The answer to a query as CSV, and as rows. */
  csv(sql: string): Promise<string>;
  query(sql: string): Promise<AnsweredRow[]>;
}

/** Columns of such a table and their types. */
export const LOG_COLUMNS =
  'episode text, t integer, state integer, action integer, reward double precision, next_state integer, terminated boolean, propensity double precision';
