import { CsvError, Parser } from 'csv-parse';
import { DataError } from '../../../core/errors.js';
import { LeadingComments } from './leadingComments.js';
import {
  LONGEST_LINE,
  type LogRows,
  type RowReader,
  type StartRows,
  type TakesRows,
  failLongLine,
} from '../logRows.js';
import { type CsvDialect, type Separator, csvDialect } from './csvDialect.js';
import { DecimalMark } from './decimalMark.js';

/** How a CSV file is written, where that is known. */
export interface CsvOptions {
  readonly separator: Separator | undefined;
  readonly decimal: '.' | ',' | undefined;
}

/**
 * Reads a CSV file: lines that begin with #, a line of column names, one line a step. Lines of empty fields are left
 * out.
 */
export function csvReader({ separator, decimal }: CsvOptions): RowReader {
  return async function* (file, chunks, start): AsyncGenerator<void, LogRows> {
    const comments = new LeadingComments(file);
    const records = new CsvRecords(file, comments, start, decimal);
    let parser: RecordParser | undefined;
    let head: Buffer = Buffer.alloc(0);
    const begin = (): RecordParser => {
      const dialect = csvDialect(head.toString(), separator);
      return new RecordParser(dialect, records.take(dialect));
    };
    const write = (bytes: Buffer): void => {
      if (parser) parser.write(bytes);
      else if (bytes.length > 0) {
        head = Buffer.concat([head, bytes]);
        if (!hasNames(head)) return;
        parser = begin();
        parser.write(head);
      }
      if (parser) check(parser);
    };
    const check = ({ fault, lastLine }: RecordParser): void => {
      if (fault !== undefined) throw csvFault(file, comments.count + lastLine + 1, fault);
    };
    for await (const chunk of chunks) {
      write(comments.strip(chunk));
      yield;
    }
    write(comments.end());
    if (!parser) {
      parser = begin();
      parser.write(head);
    }
    // Before the end: a parser that fails closes by itself.
    const closed = new Promise((resolve) => parser?.once('close', resolve));
    parser.end();
    parser.resume();
    await closed;
    check(parser);
    return { rows: records.rows, header: comments.header };
  };
}

/**
 * Whether two lines that are not empty are whole: the first may tell the separator, and the second is then that of the
 * names.
 */
function hasNames(head: Buffer): boolean {
  if (head.length > LONGEST_LINE) return true;
  const lines = head.toString('latin1').split(/[\r\n]+/);
  return lines.slice(0, -1).filter((line) => line.trim() !== '').length >= 2;
}

/** Takes the records of a file: the names of the columns, then the steps. */
class CsvRecords {
  readonly #file: string;
  readonly #comments: LeadingComments;
  readonly #start: StartRows;
  readonly #decimal: '.' | ',' | undefined;
  #names: readonly string[] = [];
  rows: TakesRows | undefined;

  constructor(file: string, comments: LeadingComments, start: StartRows, decimal: '.' | ',' | undefined) {
    this.#file = file;
    this.#comments = comments;
    this.#start = start;
    this.#decimal = decimal;
  }

  readonly take =
    ({ separator, nSkipped }: CsvDialect) =>
    (record: string[], lineOfRest: number): void => {
      if (lineOfRest <= nSkipped) return;
      const line = this.#comments.count + lineOfRest;
      if (this.rows) {
        this.#takeStep(this.rows, record, line);
        return;
      }
      this.#names = record.map((name) => name.trim());
      const mark = new DecimalMark(this.#decimal ?? (separator === ',' ? '.' : undefined));
      ({ rows: this.rows } = this.#start({ line, fields: this.#names, header: this.#comments.header, mark }));
    };

  #takeStep(rows: TakesRows, record: readonly string[], line: number): void {
    const names = this.#names;
    const blank = (field: string): boolean => field.trim() === '';
    if (blank(record[0]) && record.every(blank)) return;
    if (record[0].trim() === names[0] && names.every((name, i) => record[i]?.trim() === name))
      throw new DataError(
        `${this.#file}:${line}: must be a step, got the column names again - if files were put together, take out this line, and give each run an episode of its own`,
      );
    if (record.length !== names.length && !(record.length > names.length && record.slice(names.length).every(blank)))
      throw new DataError(
        `${this.#file}:${line}: must have the ${names.length} fields that the column names have, got ${record.length} - the file is cut short or damaged, write it again`,
      );
    rows.add(line, record);
  }
}

/**
 * A parser that hands over each record at once, with its line. As a stream of objects, which is what csv-parse makes of
 * its records, with the line in each, it would be three times as slow.
 */
class RecordParser extends Parser {
  readonly #each: (record: string[], line: number) => void;
  /** The first error, of the parser or of whoever takes the records. */
  fault: unknown;
  /** The line of the last record. */
  lastLine = 0;

  constructor({ separator, spaced }: CsvDialect, each: (record: string[], line: number) => void) {
    super({
      bom: true,
      delimiter: separator,
      trim: spaced,
      record_delimiter: ['\n', '\r\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_LINE,
    });
    this.#each = each;
    this.on('error', (error) => (this.fault ??= error));
  }

  override push(record: string[] | null): boolean {
    if (record === null) return super.push(null);
    if (this.fault !== undefined) return true;
    try {
      this.lastLine = this.info.lines;
      this.#each(record, this.lastLine);
    } catch (error) {
      this.fault = error;
    }
    return true;
  }
}

function csvFault(file: string, line: number, fault: unknown): unknown {
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
