import { type Dialect, listed } from './dialect/dialect.js';

/**
 * Columns of the table of aggregates, and what they hold: rows of kinds that `part` tells apart, null where a kind lacks
 * a column. Beside the parts of `Aggregates` there are `about`, one row on the whole; `fault`, what is wrong with the
 * log, n times; and `withheld`, how many rows of a part were left out, and the n of them together (`mass`).
 */
const COLUMNS = {
  part: 'text',
  kind: 'text',
  block: 'integer',
  t: 'integer',
  state: 'integer',
  action: 'integer',
  next_state: 'integer',
  terminated: 'integer',
  n: 'integer',
  reward: 'real',
  steps: 'integer',
  positive: 'integer',
  log_scale: 'real',
  g: 'real',
  g2: 'real',
  w: 'real',
  w2: 'real',
  wg: 'real',
  w2g: 'real',
  w2g2: 'real',
  c: 'real',
  c2: 'real',
  cg: 'real',
  cg2: 'real',
  c2g: 'real',
  c2g2: 'real',
  g_least: 'real',
  wr: 'real',
  ended: 'integer',
  w_ended: 'real',
  w2_ended: 'real',
  ratio: 'real',
  ratio_reward: 'real',
  mass: 'integer',
  least: 'integer',
  version: 'integer',
  n_states: 'integer',
  n_actions: 'integer',
  space: 'text',
  horizon: 'integer',
  discount: 'real',
  blocks: 'integer',
  target: 'text',
  behaviour: 'text',
} as const;

/** Name of a column of the table. */
export type AggregateColumn = keyof typeof COLUMNS;

/** One kind of rows: an expression for each column that it has, over a table. */
export interface Part {
  readonly values: Readonly<Partial<Record<AggregateColumn, string>>>;
  readonly from?: string;
  readonly where?: string;
}

/** A common table expression. */
export interface NamedQuery {
  readonly name: string;
  readonly query: string;
  /** To be worked out where it is used, rather than kept: what is only a choice of columns. */
  readonly inlined?: true;
}

/** One query of several parts, one after another in one table. The first part is one row, which gives columns a type. */
export function aggregateTable(dialect: Dialect, queries: readonly NamedQuery[], parts: readonly Part[]): string {
  const used = (Object.keys(COLUMNS) as AggregateColumn[]).filter((column) =>
    parts.some(({ values }) => values[column] !== undefined),
  );
  const selects = parts.map(({ values, from, where }, k) => {
    const entries = used.map((column) => {
      const value = values[column] ?? 'null';
      return k === 0 ? `cast(${value} as ${dialect.types[COLUMNS[column]]}) as ${column}` : value;
    });
    return `  select\n${listed(entries, '    ')}${from === undefined ? '' : `\n  from ${from}`}${where === undefined ? '' : `\n  where ${where}`}`;
  });
  const order = used.filter((column) => ORDER.includes(column)).join(', ');
  return `with\n${queries.map((query) => cte(dialect, query)).join(',\n')}\nselect * from (\n${selects.join('\n  union all\n')}\n) as aggregates\norder by ${order}\n`;
}

/** Sorted, so that the same log gives the same rows in the same order. */
const ORDER: readonly string[] = ['part', 'kind', 'block', 't', 'state', 'action', 'next_state', 'terminated'];

function cte({ inlined }: Dialect, query: NamedQuery): string {
  const text = query.query
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
  return `${query.name} as ${query.inlined ? inlined : ''}(\n${text}\n)`;
}
