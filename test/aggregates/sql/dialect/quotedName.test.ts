import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDialect, dialects } from '../../../../src/aggregates/sql/dialect/dialects.js';
import { quotedName, quotedTable, textLiteral } from '../../../../src/aggregates/sql/dialect/quotedName.js';

const dialect = fc.constantFrom(...dialects);
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('a', '.', "'", '"', '`', '\\', '\n', '-', ';', ' ', '\0') }),
);

describe('names in SQL', () => {
  it('are quoted in a way that nothing in them ends, or refused', () => {
    fc.assert(
      fc.property(dialect, anyText, (one, name) => {
        for (const [write, opening] of [
          [(text: string) => quotedName(one, text), one.quote],
          [textLiteral, `'`],
        ] as const) {
          let text: string;
          try {
            text = write(name);
          } catch (error) {
            expect((error as Error).message).toMatch(/^sql: .* must hold no quotation marks/);
            continue;
          }
          expect(text).toBe(`${opening}${name}${opening}`);
          expect(name).not.toMatch(/["'`\\\n\r\0]/);
        }
      }),
    );
  });

  it('are those of a table by its parts', () => {
    const [postgres, bigquery] = [findDialect('postgres'), findDialect('bigquery')];
    expect(quotedTable(postgres, 'log')).toBe('"log"');
    expect(quotedTable(postgres, 'icu.log 2')).toBe('"icu"."log 2"');
    expect(quotedTable(bigquery, 'my-project.icu.log')).toBe('`my-project`.`icu`.`log`');
    expect(quotedTable(findDialect('duckdb'), '"log.parquet"')).toBe('"log.parquet"');
    for (const table of ['', 'a.', '.a', 'a..b', '"a', 'a"b".c', '""', 'a" as x; drop table y; --'])
      expect(() => quotedTable(postgres, table)).toThrow('sql: table must be a name');
    for (const table of [`a'b`, 'a`b', 'a\\b', 'a\nb', ' '])
      expect(() => quotedTable(postgres, table)).toThrow('sql: a name must hold no quotation marks');
  });

  it('lets a table have any text that is quoted, and no more', () => {
    fc.assert(
      fc.property(dialect, anyText, (one, table) => {
        let text: string;
        try {
          text = quotedTable(one, table);
        } catch {
          return;
        }
        const part = `${one.quote}[^"'\`\\\\]+${one.quote}`;
        expect(text).toMatch(new RegExp(`^${part}(\\.${part})*$`));
      }),
    );
  });
});

describe('findDialect', () => {
  it('knows four, of which two were never run', () => {
    expect(dialects.map(({ name, untested }) => [name, untested === undefined])).toEqual([
      ['duckdb', true],
      ['postgres', true],
      ['spark', false],
      ['bigquery', false],
    ]);
    expect(() => findDialect('postgresql')).toThrow(
      "sql: dialect must be one of duckdb, postgres, spark, bigquery, got 'postgresql' - did you mean 'postgres'?",
    );
  });
});
