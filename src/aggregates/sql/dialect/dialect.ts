/** What differs from one database's SQL to another's. All else is the same in every query. */
export interface Dialect {
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** Why what is printed may not run: no test runs it. Absent where tests do. */
  readonly untested?: string;
  /** How to run a query from a file, and to save its result. */
  readonly usage: string;
  readonly types: {
    readonly integer: string;
    /** A whole number that true and false can be cast to. */
    readonly flag: string;
    readonly real: string;
    readonly text: string;
  };
  /** What opens and closes a name. */
  readonly quote: '"' | '`';
  /** Before the parenthesis of a common table expression that is not to be kept, but worked out where it is used. */
  readonly inlined: string;
  /** A number as a literal of type `real`, to the last bit. */
  readonly real: (value: number) => string;
  /** The first hexadecimal digits of the MD5 digest of a text, as an integer. */
  readonly digest: (text: string, digits: number) => string;
  /** Rows of literals as a table, for `from`; reals are plain decimals there, to be cast. */
  readonly table: (name: string, columns: readonly ValueColumn[], rows: readonly (readonly string[])[]) => string;
}

/** A column of a table that is written out in a query. */
export interface ValueColumn {
  readonly name: string;
  readonly type: keyof Dialect['types'];
}

/** Shortest decimals that give the number back, with an exponent: without, some databases would round to few places. */
export function realLiteral(value: number): string {
  return value.toExponential();
}

/** `(values …) as name (columns)`, which all but BigQuery know. */
export function valuesTable(
  name: string,
  columns: readonly ValueColumn[],
  rows: readonly (readonly string[])[],
): string {
  return `(values\n${tuples(rows)}\n  ) as ${name} (${columns.map((column) => column.name).join(', ')})`;
}

/** Rows in parentheses, separated by commas. */
export function tuples(rows: readonly (readonly string[])[]): string {
  return listed(
    rows.map((row) => `(${row.join(', ')})`),
    '    ',
  );
}

/** Entries separated by commas, in lines of at most some 110 characters. */
export function listed(entries: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = indent;
  entries.forEach((entry, k) => {
    const text = k + 1 < entries.length ? `${entry}, ` : entry;
    if (line.length > indent.length && line.length + text.length > WIDTH) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += text;
  });
  return [...lines, line].join('\n');
}

const WIDTH = 110;
