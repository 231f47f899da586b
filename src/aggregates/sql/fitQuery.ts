import { type Part, aggregateTable } from './aggregateTable.js';
import { countParts } from './countParts.js';
import type { Dialect } from './dialect/dialect.js';
import { textLiteral } from './dialect/quotedName.js';
import { faultParts } from './faultParts.js';
import { checkLeast } from './withheld.js';
import { type SqlLog, logSteps } from './sqlLog.js';

export interface FitQueryOptions {
  /** Rows of fewer episodes than this are withheld; default none. */
  readonly least?: number | undefined;
}

/**
 * A query whose result is what `fit` needs of a log in a database: the parts `count` and `first` of the table of
 * aggregates.
 *
 * @returns SQL text, one statement without a semicolon
 * @throws ArgumentError on names that cannot be quoted, or a `least` that is not a whole number from 1
 */
export function fitQuery(dialect: Dialect, log: SqlLog, { least }: FitQueryOptions = {}): string {
  checkLeast(least);
  const counts = countParts(dialect, least);
  const faults = faultParts(log);
  return aggregateTable(
    dialect,
    [logSteps(dialect, log), ...counts.queries, ...faults.queries],
    [about(log), ...counts.parts, ...faults.parts],
  );
}

function about({ nStates, nActions, space }: SqlLog): Part {
  return {
    values: {
      part: `'about'`,
      version: '1',
      ...(nStates !== undefined && { n_states: String(nStates) }),
      ...(nActions !== undefined && { n_actions: String(nActions) }),
      ...(space !== undefined && { space: textLiteral(space) }),
    },
  };
}
