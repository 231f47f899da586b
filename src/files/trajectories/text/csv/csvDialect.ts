/** What may separate the fields of CSV. */
export type Separator = ',' | ';' | '\t';

const SEPARATORS: readonly Separator[] = [',', ';', '\t'];

/** The line by which Excel is told the separator. */
const TOLD = /^"?sep=(.)"?$/i;

/** How the fields of a CSV file are written. */
export interface CsvDialect {
  readonly separator: Separator;
  /** Whether spaces around fields are no part of them. */
  readonly spaced: boolean;
  /** Lines before that of the column names. */
  readonly nSkipped: number;
}

/**
 * The dialect of a CSV file by its first lines: what a line `sep=` tells, else the separator that the line of column
 * names has most of outside of quotes, a comma where it has none.
 *
 * @param head the file's first lines, whole, without comments
 * @param given the separator, where it is known
 */
export function csvDialect(head: string, given: Separator | undefined): CsvDialect {
  const lines = head.split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => line.trim() !== '');
  const told = TOLD.exec(lines[first]?.trim() ?? '')?.[1];
  const toldSeparator = SEPARATORS.find((separator) => separator === told) ?? (told === 't' ? '\t' : undefined);
  const names = (lines[toldSeparator === undefined ? first : first + 1] ?? '').replaceAll(/"[^"]*"/g, '""');
  const counts = SEPARATORS.map((separator) => names.split(separator).length);
  const separator = given ?? toldSeparator ?? SEPARATORS[counts.indexOf(Math.max(...counts))];
  return {
    separator,
    spaced: names
      .split(separator)
      .slice(1)
      .some((name) => name.startsWith(' ')),
    nSkipped: toldSeparator === undefined ? 0 : first + 1,
  };
}
