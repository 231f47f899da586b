import { ArgumentError } from '../../core/errors.js';
import type { SqlLog, SqlLogColumn } from '../../aggregates/sql/sqlLog.js';
import type { LogDescription } from '../../files/index.js';
import { describedLog } from '../input/loadLog.js';

/** What the options of `couplet sql` say of the log. */
export interface SqlLogArguments {
  readonly table: string;
  readonly column: readonly string[];
  readonly states?: number | undefined;
  readonly actions?: number | undefined;
  readonly logDescription?: string | undefined;
}

/** A table of a database, and what its description says of it that no query asks. */
export interface DescribedTable {
  readonly log: SqlLog;
  /** False where the log's own probabilities are to be left alone. */
  readonly propensity: boolean;
}

/** Fields of a description by which a file is read as something else than it holds, which a query does not do. */
const BY_READER: readonly (keyof LogDescription)[] = [
  ...(['names', 'outcome', 'missingEnds', 'endsTerminate', 'numberStates'] as const),
  ...(['numberActions', 'numberSteps', 'emptyReward', 'features'] as const),
];

/** Columns that hold what a query does not read, of the probabilities of all actions. */
const NOT_READ = ['propensity_', 'propensities'] as const;

/**
 * The table that the command line names, with the columns that it or a description gives.
 *
 * @throws ArgumentError on columns that there are not, or a description of a file that is read as something else;
 *   DataError on the description
 */
export async function sqlLogOf(args: SqlLogArguments): Promise<DescribedTable> {
  // A table has no file that a description could lie beside.
  const { description } = await describedLog('-', { set: [], end: [], ...args });
  const read = BY_READER.find((field) => description[field] !== undefined && description[field] !== false);
  if (read !== undefined)
    throw new ArgumentError(
      `--log-description: must describe a table that holds what Couplet reads, got ${read}, by which a reader changes what is there - make a view with the columns episode, t, state, action, reward, next_state and terminated`,
    );
  const { columns, nStates, nActions, space, propensity } = description;
  return {
    log: { table: args.table, columns: columns && sqlColumns(columns), nStates, nActions, space },
    propensity: propensity !== false,
  };
}

function sqlColumns(columns: NonNullable<LogDescription['columns']>): SqlLog['columns'] {
  const names = [...STEP_COLUMNS, ...NOT_READ, 'truncated', 'hidden'];
  const odd = Object.keys(columns).find((column) => !names.includes(column));
  if (odd !== undefined)
    throw new ArgumentError(`--column: must be one of ${STEP_COLUMNS.join(', ')}, got '${odd}' - correct the name`);
  const vector = NOT_READ.find((column) => columns[column] !== undefined);
  if (vector !== undefined && columns.propensity === undefined)
    throw new ArgumentError(
      `--column ${vector}: a query reads the probability of the action taken alone, got those of all - make a view with a column propensity`,
    );
  return columns;
}

const STEP_COLUMNS: readonly SqlLogColumn[] = [
  ...([
    'episode',
    't',
    'state',
    'action',
    'reward',
    'next_state',
    'terminated',
    'propensity',
    'log_propensity',
  ] as const),
];
