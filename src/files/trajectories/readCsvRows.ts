import { CsvError, Parser } from 'csv-parse';
import { DataError } from '../../core/errors.js';
import { LeadingComments } from './leadingComments.js';
import { LONGEST_LINE, type LogRows, type RowReader, failLongLine } from './logRows.js';
import type { StepRows } from './stepRows.js';

/** Reads a CSV file: lines that begin with #, a line of column names, one line a step. */
export const readCsvRows: RowReader = async (file, chunks, start): Promise<LogRows> => {
  const comments = new LeadingComments(file);
  let rows: StepRows | undefined;
  let nFields = 0;
  const parser = new RecordParser((record, lineOfRest) => {
    const line = comments.count + lineOfRest;
    if (!rows) {
      nFields = record.length;
      ({ rows } = start(
        line,
        record.map((name) => name.trim()),
        comments.header,
      ));
    } else if (record.length === nFields) {
      rows.add(line, record);
    } else {
      throw new DataError(
        `${file}:${line}: must have the ${nFields} fields that the column names have, got ${record.length} - the file is cut short or damaged, write it again`,
      );
    }
  });
  // From the start: a parser that fails closes by itself.
  const closed = new Promise((resolve) => parser.once('close', resolve));
  const check = (): void => {
    if (parser.fault !== undefined) throw csvFault(file, comments.count + parser.lastLine + 1, parser.fault);
  };
  for await (const chunk of chunks) {
    const bytes = comments.strip(chunk);
    if (bytes.length > 0) parser.write(bytes);
    check();
  }
  parser.end(comments.end());
  parser.resume();
  await closed;
  check();
  return { rows, header: comments.header };
};

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

  constructor(each: (record: string[], line: number) => void) {
    super({
      bom: true,
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
