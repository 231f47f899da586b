import { LeadingComments } from './leadingComments.js';
import { LONGEST_LINE, type LogRows, type RowReader } from '../../logRows.js';
import { type Separator, csvDialect } from './csvDialect.js';
import { CsvLines } from './csvLines.js';
import { CsvRecords } from './csvRecords.js';

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
    let lines: CsvLines | undefined;
    let head: Buffer = Buffer.alloc(0);
    const begin = (): CsvLines => new CsvLines(file, comments, records, csvDialect(head.toString(), separator), head);
    const write = (bytes: Buffer): void => {
      if (lines) lines.write(bytes);
      else if (bytes.length > 0) {
        head = Buffer.concat([head, bytes]);
        if (hasNames(head)) lines = begin();
      }
    };
    for await (const chunk of chunks) {
      write(comments.strip(chunk));
      yield;
    }
    write(comments.end());
    lines ??= begin();
    await lines.end();
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
