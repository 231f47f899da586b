import { type LogHeader, parseLogHeader } from '../../logHeader.js';
import { LONGEST_LINE, failLongLine } from '../../logRows.js';
import { CSV_MARK } from './csvMark.js';

const [HASH, LINE_BREAK] = [35, 10];
const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);

/** Takes the lines that begin with # off the front of a file, which comes in chunks of any size. */
export class LeadingComments {
  readonly #file: string;
  #pending: Buffer = Buffer.alloc(0);
  #atStart = true;
  #done = false;
  /** How many lines were taken off. */
  count = 0;
  /** What the line that we wrote says; undefined if there is none. */
  header: LogHeader | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /**
   * @returns what follows the comments; empty while there may be more of them
   * @throws DataError if our line is damaged
   */
  strip(chunk: Buffer): Buffer {
    if (this.#done) return chunk;
    this.#pending = Buffer.concat([this.#pending, chunk]);
    if (this.#atStart && this.#pending.length < BYTE_ORDER_MARK.length) return Buffer.alloc(0);
    return this.#cut();
  }

  /** What is left when the file has ended. */
  end(): Buffer {
    if (this.#done) return Buffer.alloc(0);
    const rest = this.#cut();
    // A comment that no line break ends has nothing after it.
    if (rest.length === 0 && this.#pending.length > 0) this.#take(this.#pending);
    return rest;
  }

  #cut(): Buffer {
    if (this.#atStart && this.#pending.subarray(0, 3).equals(BYTE_ORDER_MARK))
      this.#pending = this.#pending.subarray(3);
    this.#atStart = false;
    while (this.#pending[0] === HASH) {
      const end = this.#pending.indexOf(LINE_BREAK);
      if (end < 0) {
        if (this.#pending.length > LONGEST_LINE) failLongLine(this.#file, this.count + 1);
        return Buffer.alloc(0);
      }
      this.#take(this.#pending.subarray(0, end));
      this.#pending = this.#pending.subarray(end + 1);
    }
    this.#done = this.#pending.length > 0;
    return this.#pending;
  }

  #take(line: Buffer): void {
    this.count++;
    const text = line.toString();
    if (text.startsWith(CSV_MARK))
      this.header = parseLogHeader(`${this.#file}:${this.count}`, text.slice(CSV_MARK.length));
  }
}
