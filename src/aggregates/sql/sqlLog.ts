import type { NamedQuery } from './aggregateTable.js';
import type { Dialect } from './dialect/dialect.js';
import { quotedName, quotedTable } from './dialect/quotedName.js';

/** Columns that every log has, and those of the probability of the action taken. */
export type SqlLogColumn = (typeof STEP)[number] | 'propensity' | 'log_propensity';

const STEP = ['episode', 't', 'state', 'action', 'reward', 'next_state', 'terminated'] as const;

/** A log as a table, or a view, of a database: one row a step, states and actions numbered from 0. */
export interface SqlLog {
  /** Its name: see `quotedTable`. */
  readonly table: string;
  /** Names of columns that the table calls something else. */
  readonly columns?: Readonly<Partial<Record<SqlLogColumn, string>>> | undefined;
  /** Where they are known; of a weighted log they are the target policy's. */
  readonly nStates?: number | undefined;
  readonly nActions?: number | undefined;
  /** Name of the state space, likewise. */
  readonly space?: string | undefined;
}

/** `log_steps`: the log under the names and types that the rest of a query has. */
export function logSteps(dialect: Dialect, log: SqlLog, further: readonly SqlLogColumn[] = []): NamedQuery {
  const columns = [...STEP, ...further].map((column) => stepColumn(dialect, log, column));
  return {
    name: 'log_steps',
    query: `select\n  ${columns.join(',\n  ')}\nfrom ${quotedTable(dialect, log.table)}`,
    inlined: true,
  };
}

function stepColumn(dialect: Dialect, { columns }: SqlLog, column: SqlLogColumn): string {
  const name = quotedName(dialect, columns?.[column] ?? column);
  const { types } = dialect;
  switch (column) {
    case 'episode':
      return `cast(${name} as ${types.text}) as episode`;
    case 'terminated':
      return `cast(${name} as ${types.flag}) as terminated`;
    case 'reward':
    case 'propensity':
    case 'log_propensity':
      return `cast(${name} as ${types.real}) as ${column}`;
    default:
      return `${name} as ${column}`;
  }
}
