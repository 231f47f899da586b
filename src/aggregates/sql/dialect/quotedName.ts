import { ArgumentError } from '../../../core/errors.js';
import type { Dialect } from './dialect.js';

/**
 * The name of a column as SQL text, which nothing in it can end: names come from files that others wrote.
 *
 * @throws ArgumentError on an empty name, or one with a quotation mark, a backslash or what cannot be shown
 *
 * @example
 * quotedName(findDialect('postgres'), 'state id') // '"state id"'
 */
export function quotedName({ quote }: Pick<Dialect, 'quote'>, name: string): string {
  if (name.trim() === '' || UNSAFE.test(name))
    throw new ArgumentError(
      `sql: a name must hold no quotation marks, backslashes or control characters, got ${JSON.stringify(name)} - make a view of the table with other names`,
    );
  return `${quote}${name}${quote}`;
}

const UNSAFE = /["'`\\\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * The name of a table, with those of its schema and database before it, as SQL text.
 *
 * @param table parts separated by dots; a part in double quotes may hold dots itself: `"log.parquet"`
 * @throws ArgumentError as `quotedName`
 *
 * @example
 * quotedTable(findDialect('bigquery'), 'my-project.icu.log') // '`my-project`.`icu`.`log`'
 */
export function quotedTable(dialect: Pick<Dialect, 'quote'>, table: string): string {
  if (!PARTS.test(table))
    throw new ArgumentError(
      `sql: table must be a name, with those of its schema and database before it, separated by dots, got ${JSON.stringify(table)} - write a part that holds dots itself in double quotes`,
    );
  return Array.from(table.matchAll(PART), ([part]) => quotedName(dialect, part.replaceAll('"', ''))).join('.');
}

const PARTS = /^(?:"[^"]+"|[^".]+)(?:\.(?:"[^"]+"|[^".]+))*$/;
const PART = /"[^"]+"|[^".]+/g;

/**
 * Text as an SQL literal.
 *
 * @throws ArgumentError as `quotedName`: databases differ in how an apostrophe or a backslash is written
 */
export function textLiteral(text: string): string {
  if (UNSAFE.test(text))
    throw new ArgumentError(
      `sql: a text must hold no quotation marks, backslashes or control characters, got ${JSON.stringify(text)} - change it in its file`,
    );
  return `'${text}'`;
}
