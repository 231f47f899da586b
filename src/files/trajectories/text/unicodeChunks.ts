import { isUtf8 } from 'node:buffer';
import { DataError } from '../../../core/errors.js';

const LINE_BREAK = 10;
const BYTE_ORDER_MARKS = [
  { mark: Buffer.of(0xff, 0xfe), encoding: 'utf-16le' },
  { mark: Buffer.of(0xfe, 0xff), encoding: 'utf-16be' },
] as const;

/**
 * The bytes of a text file as UTF-8: UTF-16 is known by its byte order mark, and anything else must be UTF-8 already,
 * since what stands in for other bytes would make one of two names that differ.
 *
 * @throws DataError with the line of the first byte that is no text, and how to convert the file
 */
export async function* unicodeChunks(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const checked = new CheckedUtf8(file);
  let decoder: TextDecoder | undefined;
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    let bytes = chunk;
    if (head) {
      head = bytes = Buffer.concat([head, chunk]);
      if (head.length < 2) continue;
      const found = BYTE_ORDER_MARKS.find(({ mark }) => mark.equals(bytes.subarray(0, 2)));
      if (found) decoder = new TextDecoder(found.encoding);
      head = undefined;
    }
    const text = decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes;
    const whole = checked.take(text);
    if (whole.length > 0) yield whole;
  }
  yield checked.end(head ?? Buffer.alloc(0));
}

/** Hands on whole characters only, and knows the line. */
class CheckedUtf8 {
  readonly #file: string;
  #rest: Buffer = Buffer.alloc(0);
  #line = 1;

  constructor(file: string) {
    this.#file = file;
  }

  take(chunk: Buffer): Buffer {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const end = bytes.length - unfinished(bytes);
    this.#rest = bytes.subarray(end);
    return this.#check(bytes.subarray(0, end));
  }

  end(last: Buffer): Buffer {
    return this.#check(Buffer.concat([this.#rest, last]));
  }

  #check(bytes: Buffer): Buffer {
    if (!isUtf8(bytes) || bytes.includes(0)) this.#fail(bytes);
    for (let at = bytes.indexOf(LINE_BREAK); at >= 0; at = bytes.indexOf(LINE_BREAK, at + 1)) this.#line++;
    return bytes;
  }

  #fail(bytes: Buffer): never {
    let line = this.#line;
    let from = 0;
    for (;;) {
      const end = bytes.indexOf(LINE_BREAK, from);
      const text = bytes.subarray(from, end < 0 ? bytes.length : end + 1);
      if (text.includes(0))
        throw new DataError(
          `${this.#file}:${line}: must be text, got a byte 0 - the file is damaged, or of another kind; UTF-16 must begin with its byte order mark`,
        );
      if (!isUtf8(text))
        throw new DataError(
          `${this.#file}:${line}: must be UTF-8, got the byte 0x${wrongByte(text).toString(16)} - convert it, as by: iconv -f WINDOWS-1252 -t UTF-8 ${this.#file} > converted`,
        );
      from += text.length;
      line++;
    }
  }
}

/** The first byte that does not belong; of a line that is not UTF-8. */
function wrongByte(text: Buffer): number {
  const decoded = new TextDecoder().decode(text);
  return text[Buffer.byteLength(decoded.slice(0, decoded.indexOf('\ufffd')))];
}

/** How many bytes at the end are the begin of a character whose other bytes are still to come. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}
