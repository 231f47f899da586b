import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { DataError } from '../../core/errors.js';

/** A line of a small CSV file. */
export interface CsvLine {
  /** Its number in the file, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * The lines of a small CSV file; # opens a comment, empty lines are left out.
 *
 * @param delimiter what separates fields
 * @throws DataError on a misplaced quote
 */
export function csvLines(file: string, text: string, delimiter = ','): CsvLine[] {
  try {
    const parsed = parse(text, {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { readonly info: { readonly lines: number }; readonly record: readonly string[] }[];
    return parsed.map(({ info, record }) => ({ line: info.lines, fields: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DataError(`${file}: must be CSV, got a misplaced quote - put quotes around whole fields only`, {
      cause: error,
    });
  }
}
