import { csvDialect } from '../../../../../src/files/trajectories/text/csv/csvDialect.js';
import { CsvRecords } from '../../../../../src/files/trajectories/text/csv/csvRecords.js';
import { LeadingComments } from '../../../../../src/files/trajectories/text/csv/leadingComments.js';
import type { CsvOptions } from '../../../../../src/files/trajectories/text/csv/readCsvRows.js';
import { RecordParser, csvFault } from '../../../../../src/files/trajectories/text/csv/recordParser.js';
import type { RowReader } from '../../../../../src/files/trajectories/logRows.js';

/** Reads a CSV file by the parser of CSV alone, at once: what the reader of lines must agree with. */
export function parsedRows({ separator, decimal }: CsvOptions): RowReader {
  return async function* (file, chunks, start) {
    const comments = new LeadingComments(file);
    const parts: Buffer[] = [];
    for await (const chunk of chunks) parts.push(Buffer.from(chunk));
    yield;
    const rest = Buffer.concat([comments.strip(Buffer.concat(parts)), comments.end()]);
    const dialect = csvDialect(rest.toString(), separator);
    const records = new CsvRecords(file, comments, start, decimal);
    const parser = new RecordParser(dialect, { lines: 0, lastLine: 0 }, records.take(dialect));
    const closed = new Promise((resolve) => parser.once('close', resolve));
    parser.end(rest);
    parser.resume();
    await closed;
    if (parser.fault !== undefined) throw csvFault(file, comments.count + parser.lastLine + 1, parser.fault);
    return { rows: records.rows, header: comments.header };
  };
}
