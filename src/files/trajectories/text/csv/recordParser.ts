import { CsvError, Parser } from 'csv-parse';
import { DataError } from '../../../../core/errors.js';
import { LONGEST_LINE, failLongLine } from '../../logRows.js';
import type { CsvDialect } from './csvDialect.js';

/** Where in its file a parser begins. */
export interface ParserStart {
  /** How many lines come before. */
  readonly lines: number;
  /** The line of the last record before. */
  readonly lastLine: number;
}

/**
 * A parser that hands over each record at once, with its line. As a stream of objects, which is what csv-parse makes of
 * its records, with the line in each, it would be three times as slow.
 */
export class RecordParser extends Parser {
  readonly #each: (record: string[], line: number) => void;
  readonly #before: number;
  /** The first error, of the parser or of whoever takes the records. */
  fault: unknown;
  /** The line of the last record. */
  lastLine: number;

  constructor({ separator, spaced }: CsvDialect, start: ParserStart, each: (record: string[], line: number) => void) {
    super({
      bom: start.lines === 0,
      delimiter: separator,
      trim: spaced,
      record_delimiter: ['\n', '\r\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_LINE,
    });
    this.#each = each;
    this.#before = start.lines;
    this.lastLine = start.lastLine;
    this.on('error', (error) => (this.fault ??= error));
  }

  override push(record: string[] | null): boolean {
    if (record === null) return super.push(null);
    if (this.fault !== undefined) return true;
    try {
      this.lastLine = this.#before + this.info.lines;
      this.#each(record, this.lastLine);
    } catch (error) {
      this.fault = error;
    }
    return true;
  }
}

/** The error that a parser's fault is. @param line that of the fault */
export function csvFault(file: string, line: number, fault: unknown): unknown {
  if (!(fault instanceof CsvError)) return fault;
  if (fault.code === 'CSV_MAX_RECORD_SIZE') failLongLine(file, line);
  const got =
    fault.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'a quote that is never closed'
      : 'a quote inside a field or text after a closing one';
  return new DataError(`${file}:${line}: must be CSV, got ${got} - put quotes around whole fields only`, {
    cause: fault,
  });
}
