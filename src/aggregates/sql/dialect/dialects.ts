import { didYouMean } from '../../../core/didYouMean.js';
import { ArgumentError } from '../../../core/errors.js';
import { type Dialect, realLiteral, tuples, valuesTable } from './dialect.js';

const duckdb: Dialect = {
  name: 'duckdb',
  title: 'DuckDB',
  usage: `duckdb log.duckdb -csv < query.sql > aggregates.csv`,
  types: { integer: 'bigint', flag: 'integer', real: 'double', text: 'varchar' },
  quote: '"',
  inlined: 'not materialized ',
  real: realLiteral,
  digest: (text, digits) => `cast('0x' || substr(md5(${text}), 1, ${digits}) as integer)`,
  table: valuesTable,
};

const postgres: Dialect = {
  name: 'postgres',
  title: 'PostgreSQL',
  usage: 'psql --csv --quiet --file query.sql DATABASE > aggregates.csv',
  types: { integer: 'bigint', flag: 'integer', real: 'double precision', text: 'text' },
  quote: '"',
  inlined: 'not materialized ',
  // A literal is an exact decimal, in which powers are slow and logarithms have other digits.
  real: (value) => `cast(${realLiteral(value)} as double precision)`,
  digest: (text, digits) => `cast(cast('x' || substr(md5(${text}), 1, ${digits}) as bit(${4 * digits})) as integer)`,
  table: valuesTable,
};

const spark: Dialect = {
  name: 'spark',
  title: 'Spark SQL',
  untested: 'no test of Couplet runs Spark',
  usage: "spark.sql(query).coalesce(1).write.parquet('aggregates'), of which the one part is read",
  types: { integer: 'bigint', flag: 'int', real: 'double', text: 'string' },
  quote: '`',
  inlined: '',
  real: realLiteral,
  digest: (text, digits) => `cast(conv(substr(md5(${text}), 1, ${digits}), 16, 10) as int)`,
  table: valuesTable,
};

const bigqueryTypes: Dialect['types'] = { integer: 'int64', flag: 'int64', real: 'float64', text: 'string' };

const bigquery: Dialect = {
  name: 'bigquery',
  title: 'BigQuery',
  untested: 'no test of Couplet runs BigQuery',
  usage: 'bq query --use_legacy_sql=false --format=csv --max_rows=10000000 < query.sql > aggregates.csv',
  types: bigqueryTypes,
  quote: '`',
  inlined: '',
  real: realLiteral,
  digest: (text, digits) => `cast(concat('0x', substr(to_hex(md5(${text})), 1, ${digits})) as int64)`,
  // It has no `values`.
  table: (name, columns, rows) =>
    `unnest(array<struct<${columns.map((column) => `${column.name} ${bigqueryTypes[column.type]}`).join(', ')}>>[\n${tuples(rows)}\n  ]) as ${name}`,
};

/** Databases that a query can be printed for. */
export const dialects: readonly Dialect[] = [duckdb, postgres, spark, bigquery];

/** @throws ArgumentError on an unknown name */
export function findDialect(name: string): Dialect {
  const found = dialects.find((dialect) => dialect.name === name);
  if (found) return found;
  const names = dialects.map((dialect) => dialect.name);
  throw new ArgumentError(`sql: dialect must be one of ${names.join(', ')}, got '${name}'${didYouMean(name, names)}`);
}
