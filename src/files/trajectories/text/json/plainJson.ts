import { type PlainRow, ROLE } from '../../rows/plainRow.js';
import { TERMINATED, TRUNCATED } from '../../rows/readSteps.js';
import { LastName } from '../plain/lastName.js';
import { PlainNumbers } from '../plain/plainNumbers.js';
import { Literal } from './literal.js';

const [LINE_BREAK, RETURN, SPACE, QUOTE, COMMA, MINUS, ZERO, NINE, COLON] = [10, 13, 32, 34, 44, 45, 48, 57, 58];
const [BACKSLASH, OPEN, CLOSE] = [92, 123, 125];
/** So many digits of a name are those of the number that it is, too. */
const MOST_DIGITS = 15;
const [TRUE, FALSE, NULL] = ['true', 'false', 'null'].map((word) => Buffer.from(word));

/**
 * Reads lines of JSON that hold an object with the keys of the first one in their order, and the plainest values: short
 * integers, decimals, flags, texts without escapes. Nearly all lines of nearly all logs are such, and nothing is made of
 * them but the row.
 */
export class PlainJson {
  readonly #keys: readonly Buffer[];
  /** What stands before each value: where nothing is between a comma and a key, and where a space is. */
  readonly #tight: readonly Literal[];
  readonly #spaced: readonly Literal[];
  /** Of the two those of the last line. */
  #literals: readonly Literal[];
  readonly #roles: Uint16Array;
  readonly #row: PlainRow;
  readonly #numbers = new PlainNumbers();
  readonly #name = new LastName();
  #bytes: Buffer | undefined;
  #view: DataView = new DataView(new ArrayBuffer(0));
  #at = 0;

  /**
   * @param fields names of the keys
   * @param roles of the fields
   * @param row is filled by `read`
   */
  constructor(fields: readonly string[], roles: Uint16Array, row: PlainRow) {
    const keys = fields.map((field) => JSON.stringify(field));
    this.#keys = keys.map((key) => Buffer.from(key));
    this.#tight = keys.map((key, k) => new Literal(`${k === 0 ? '{' : ','}${key}:`));
    this.#spaced = keys.map((key, k) => new Literal(`${k === 0 ? '{' : ', '}${key}:`));
    this.#literals = this.#tight;
    this.#roles = roles;
    this.#row = row;
  }

  /** Where the line after the last one that was read begins. */
  get at(): number {
    return this.#at;
  }

  /** To be called when a row was taken in otherwise: the next plain one tells its episode. */
  forgetName(): void {
    this.#name.forget();
  }

  /**
   * Reads the line that begins at a byte, if it is plain.
   *
   * @param bytes with a line break at their end
   * @returns whether the row holds it
   */
  read(bytes: Buffer, from: number): boolean {
    const roles = this.#roles;
    const last = roles.length - 1;
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    const view = this.#view;
    this.#row.flags = 0;
    let i = from;
    for (let field = 0; field <= last; field++) {
      const literal = this.#literals[field];
      i = literal.isAt(view, i) ? i + literal.length : this.#afterKey(bytes, i, field);
      if (i < 0) return false;
      if (bytes[i] === SPACE) i++;
      const role = roles[field];
      if (role === ROLE.none) i = afterValue(bytes, i, this.#numbers);
      else if (role === ROLE.episode) i = this.#readName(bytes, i);
      else if (role === ROLE.reward || role >= ROLE.propensity) i = this.#readDecimal(bytes, i, role);
      else if (role === ROLE.terminated || role === ROLE.truncated) i = this.#readFlag(bytes, i, role);
      else i = this.#readInteger(bytes, i, role);
      if (i < 0) return false;
    }
    if (bytes[i] === SPACE) i++;
    if (bytes[i++] !== CLOSE) return false;
    if (bytes[i] === RETURN) i++;
    if (bytes[i] !== LINE_BREAK) return false;
    this.#at = i + 1;
    return true;
  }

  /** Where the value begins, or a space before it, that is after a key with spaces around it; −1 if that is another key. */
  #afterKey(bytes: Buffer, from: number, field: number): number {
    let i = bytes[from] === SPACE && field > 0 ? from + 1 : from;
    if (bytes[i++] !== (field === 0 ? OPEN : COMMA)) return -1;
    const isSpaced = bytes[i] === SPACE;
    if (isSpaced) i++;
    const key = this.#keys[field];
    if (!isAt(bytes, i, key)) return -1;
    i += key.length;
    if (bytes[i] === SPACE) i++;
    if (field > 0) this.#literals = isSpaced ? this.#spaced : this.#tight;
    return bytes[i] === COLON ? i + 1 : -1;
  }

  /** @returns what follows, as do the others; −1 where it is not plain */
  #readName(bytes: Buffer, from: number): number {
    const isText = bytes[from] === QUOTE;
    const first = isText ? from + 1 : from;
    const end = isText ? endOfText(bytes, first) : endOfInteger(bytes, first);
    if (end <= first) return -1;
    this.#row.episode = this.#name.next(bytes, first, end);
    return isText ? end + 1 : end;
  }

  #readDecimal(bytes: Buffer, from: number, role: number): number {
    const value = this.#numbers.decimal(bytes, from);
    const { at } = this.#numbers;
    if (Number.isNaN(value) || !isNumber(bytes, from, at)) return -1;
    if (role === ROLE.reward) this.#row.reward = value;
    else if (role === ROLE.propensity) this.#row.propensity = value;
    else this.#row.propensities[role - ROLE.each] = value;
    return at;
  }

  #readFlag(bytes: Buffer, from: number, role: number): number {
    const bit = role === ROLE.terminated ? TERMINATED : TRUNCATED;
    const byte = bytes[from];
    if (byte === ZERO) return from + 1;
    if (byte === ZERO + 1) {
      this.#row.flags |= bit;
      return from + 1;
    }
    if (isAt(bytes, from, FALSE)) return from + FALSE.length;
    if (!isAt(bytes, from, TRUE)) return -1;
    this.#row.flags |= bit;
    return from + TRUE.length;
  }

  #readInteger(bytes: Buffer, from: number, role: number): number {
    const row = this.#row;
    const value = this.#numbers.integer(bytes, from);
    const { at } = this.#numbers;
    if (value < 0 || (bytes[from] === ZERO && at > from + 1)) return -1;
    if (role === ROLE.t) row.t = value;
    else if (role === ROLE.state) row.state = value;
    else if (role === ROLE.action) row.action = value;
    else if (role === ROLE.nextState) row.nextState = value;
    else row.hidden = value;
    return at;
  }
}

/** Where a text, a number, true, false or null ends; −1 if it is none of them, or not plain. */
function afterValue(bytes: Buffer, from: number, numbers: PlainNumbers): number {
  if (bytes[from] === QUOTE) {
    const end = endOfText(bytes, from + 1);
    return end < 0 ? -1 : end + 1;
  }
  for (const word of [TRUE, FALSE, NULL]) if (isAt(bytes, from, word)) return from + word.length;
  return Number.isNaN(numbers.decimal(bytes, from)) || !isNumber(bytes, from, numbers.at) ? -1 : numbers.at;
}

/** The place of the quote that ends a text; −1 if there are escapes in it, or it is cut. */
function endOfText(bytes: Buffer, from: number): number {
  for (let i = from; ; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) return i;
    if (byte === BACKSLASH || byte < SPACE) return -1;
  }
}

/** Where digits end that are a number as JSON, and JavaScript, writes it; −1 if they are not. */
function endOfInteger(bytes: Buffer, from: number): number {
  let i = from;
  while (isDigit(bytes[i])) i++;
  return i - from > MOST_DIGITS || (bytes[from] === ZERO && i > from + 1) ? -1 : i;
}

/** Whether a decimal is one of JSON's: with digits on both sides of a point, and no 0 before others. */
function isNumber(bytes: Buffer, from: number, end: number): boolean {
  const first = bytes[from] === MINUS ? from + 1 : from;
  return isDigit(bytes[first]) && isDigit(bytes[end - 1]) && !(bytes[first] === ZERO && isDigit(bytes[first + 1]));
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

function isAt(bytes: Buffer, from: number, text: Buffer): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text[i]) return false;
  return true;
}
