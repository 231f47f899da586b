import { LONGEST_LINE } from '../../logRows.js';
import type { PlainRow } from '../../rows/plainRow.js';
import { StepRows } from '../../rows/stepRows.js';
import type { CsvDialect } from './csvDialect.js';
import type { CsvRecords } from './csvRecords.js';
import type { LeadingComments } from './leadingComments.js';
import { lineFields } from './lineFields.js';
import { PlainCsv } from './plainCsv.js';
import { RecordParser, csvFault } from './recordParser.js';

const [LINE_BREAK, RETURN] = [10, 13];
const LINE_END = Buffer.of(LINE_BREAK);
const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);
/** From here on a line is left to the parser, which knows what is too long. */
const LONG = LONGEST_LINE / 2;

/**
 * Reads the lines of a CSV file that follow its comments. Plain ones are read from their bytes, others by their fields;
 * from the first that is more than a line of fields, as with a line break between quotes, the parser reads all.
 */
export class CsvLines {
  readonly #file: string;
  readonly #comments: LeadingComments;
  readonly #records: CsvRecords;
  readonly #dialect: CsvDialect;
  readonly #take: (record: string[], line: number) => void;
  #parser: RecordParser | undefined;
  #plain: PlainCsv | undefined;
  #rows: StepRows | undefined;
  #row: PlainRow | undefined;
  #rest: Buffer = Buffer.alloc(0);
  /** How many lines were read, and which was the last that is a record. */
  #lines = 0;
  #lastLine = 0;

  /** @param head the first bytes, with the line of the column names if there is one */
  constructor(file: string, comments: LeadingComments, records: CsvRecords, dialect: CsvDialect, head: Buffer) {
    this.#file = file;
    this.#comments = comments;
    this.#records = records;
    this.#dialect = dialect;
    this.#take = records.take(dialect);
    const names = this.#takeNames(head);
    if (names < 0) this.#parse(head);
    else this.write(head.subarray(names));
  }

  /** @throws DataError on the first line that is wrong */
  write(bytes: Buffer): void {
    if (this.#parser) {
      this.#parser.write(bytes);
      this.#check(this.#parser);
      return;
    }
    const all = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    this.#read(all, all.lastIndexOf(LINE_BREAK) + 1, all.length);
  }

  /** Reads the last line, if no line break ended it. */
  async end(): Promise<void> {
    const last = this.#rest;
    if (!this.#parser && last.length > 0) this.#read(Buffer.concat([last, LINE_END]), last.length + 1, last.length);
    if (!this.#parser) return;
    const parser = this.#parser;
    // Before the end: a parser that fails closes by itself.
    const closed = new Promise((resolve) => parser.once('close', resolve));
    parser.end();
    parser.resume();
    await closed;
    this.#check(parser);
  }

  /**
   * Takes the line of the column names, and what comes before it.
   *
   * @returns where the next line begins; −1, with nothing taken, where the parser is to read them
   */
  #takeNames(head: Buffer): number {
    if (this.#dialect.spaced || head.subarray(0, 3).equals(BYTE_ORDER_MARK)) return -1;
    let from = 0;
    while (!this.#records.rows) {
      const end = head.indexOf(LINE_BREAK, from);
      if (end < 0 || !this.#takeLine(head, from, end)) {
        this.#lines = this.#lastLine = 0;
        return -1;
      }
      from = end + 1;
    }
    const { rows } = this.#records;
    const roles = rows instanceof StepRows ? rows.plainRoles() : undefined;
    if (rows instanceof StepRows && roles) {
      this.#rows = rows;
      this.#row = rows.plainRow();
      this.#plain = new PlainCsv(this.#dialect.separator, roles, this.#row);
    }
    return from;
  }

  /**
   * Reads lines, and keeps what follows them.
   *
   * @param end where the line after the last whole one begins
   * @param length how many of the bytes are the file's
   */
  #read(bytes: Buffer, end: number, length: number): void {
    let from = 0;
    while (from < end) {
      const next = this.#takePlain(bytes, from);
      if (next > 0) {
        from = next;
        continue;
      }
      this.#plain?.forgetName();
      const close = bytes.indexOf(LINE_BREAK, from);
      if (!this.#takeLine(bytes, from, close)) {
        this.#parse(bytes.subarray(from, length));
        return;
      }
      from = close + 1;
    }
    this.#rest = bytes.subarray(Math.min(end, length), length);
    if (this.#rest.length > LONG) this.#parse(this.#rest);
  }

  /** @returns where the next line begins; −1 where this one was not taken */
  #takePlain(bytes: Buffer, from: number): number {
    const rows = this.#rows;
    if (!this.#plain || !this.#row || !rows || !this.#plain.read(bytes, from)) return -1;
    const { at } = this.#plain;
    this.#row.line = this.#comments.count + this.#lines + 1;
    if (at - from > LONG || !rows.addPlain(this.#row)) return -1;
    this.#lastLine = ++this.#lines;
    return at;
  }

  /** @returns whether it is a line of fields, which was taken then */
  #takeLine(bytes: Buffer, from: number, close: number): boolean {
    if (close - from > LONG) return false;
    const end = close > from && bytes[close - 1] === RETURN ? close - 1 : close;
    const fields = end > from ? lineFields(bytes.toString('utf8', from, end), this.#dialect.separator) : [];
    if (!fields) return false;
    this.#lines++;
    if (fields.length === 0) return true;
    this.#lastLine = this.#lines;
    this.#take(fields, this.#lines);
    return true;
  }

  /** Leaves all that follows to the parser. */
  #parse(bytes: Buffer): void {
    const before = { lines: this.#lines, lastLine: this.#lastLine };
    this.#parser = new RecordParser(this.#dialect, before, this.#take);
    this.#parser.write(bytes);
    this.#check(this.#parser);
  }

  #check({ fault, lastLine }: RecordParser): void {
    if (fault !== undefined) throw csvFault(this.#file, this.#comments.count + lastLine + 1, fault);
  }
}
