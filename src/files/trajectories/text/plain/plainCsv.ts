import { type PlainRow, ROLE } from '../../rows/plainRow.js';
import { TERMINATED, TRUNCATED } from '../../rows/readSteps.js';
import { Decimals } from './decimals.js';

const [LINE_BREAK, RETURN, QUOTE, MINUS, POINT, ZERO] = [10, 13, 34, 45, 46, 48];
/** Integers of so many digits are below 2^31; decimals of so many exactly what `Number` makes of them. */
const [MOST_DIGITS, EXACT_DIGITS] = [9, 15];
const TENTHS: readonly number[] = Array.from({ length: 23 }, (_, k) => 10 ** k);
const LONGEST_NAME = 64;

/**
 * Reads lines of CSV whose fields are the plainest: short integers, decimals, flags of 0 and 1, any names without
 * quotes in them. Nearly all lines of nearly all logs are such, and a loop over their bytes reads them several times as
 * fast as a parser of CSV and checks of its texts.
 */
export class PlainCsv {
  readonly #separator: number;
  readonly #roles: Uint16Array;
  readonly #row: PlainRow;
  readonly #decimals = new Decimals();
  /** The name of the last plain row's episode; a length of −1 where it is not known. */
  readonly #name = new Uint8Array(LONGEST_NAME);
  #nameLength = -1;
  #at = 0;

  /** @param row is filled by `read` */
  constructor(separator: string, roles: Uint16Array, row: PlainRow) {
    this.#separator = separator.charCodeAt(0);
    this.#roles = roles;
    this.#row = row;
  }

  /** Where the line after the last one that was read begins. */
  get at(): number {
    return this.#at;
  }

  /** To be called when a row was taken in otherwise: the next plain one tells its episode. */
  forgetName(): void {
    this.#nameLength = -1;
  }

  /**
   * Reads the line that begins at a byte, if it is plain.
   *
   * @param bytes with a line break at their end
   * @returns whether the row holds it
   */
  read(bytes: Buffer, from: number): boolean {
    const row = this.#row;
    const roles = this.#roles;
    const separator = this.#separator;
    const last = roles.length - 1;
    row.flags = 0;
    row.point = false;
    let i = from;
    for (let field = 0; field <= last; field++) {
      const role = roles[field];
      let byte = bytes[i];
      if (role === ROLE.episode || role === ROLE.none) {
        const quoted = byte === QUOTE;
        const first = quoted ? ++i : i;
        byte = bytes[i];
        while (byte !== LINE_BREAK && byte !== RETURN && byte !== QUOTE && (quoted || byte !== separator))
          byte = bytes[++i];
        if (quoted !== (byte === QUOTE)) return false;
        if (role === ROLE.episode && !this.#setName(bytes, first, i)) return false;
        if (quoted) i++;
      } else if (role === ROLE.reward || role >= ROLE.propensity) {
        const first = i;
        const negative = byte === MINUS;
        if (negative) byte = bytes[++i];
        const start = i;
        let value = 0;
        let digits = 0;
        let decimals = -1;
        for (;;) {
          const digit = byte - ZERO;
          if (digit >= 0 && digit <= 9) {
            value = 10 * value + digit;
            if (value > 0) digits++;
            if (decimals >= 0) decimals++;
          } else if (byte === POINT && decimals < 0) decimals = 0;
          else break;
          byte = bytes[++i];
        }
        const isNumber = i - start > (decimals < 0 ? 0 : 1);
        if (isNumber && digits <= EXACT_DIGITS && decimals < TENTHS.length && isEnd(byte, separator)) {
          if (decimals > 0) value /= TENTHS[decimals];
          if (negative) value = -value;
        } else {
          for (; byte !== separator && byte !== LINE_BREAK && byte !== RETURN; byte = bytes[++i])
            if (byte === POINT) row.point = true;
          value = this.#decimals.of(bytes, first, i);
          if (Number.isNaN(value)) return false;
        }
        row.point ||= decimals >= 0;
        if (role === ROLE.reward) row.reward = value;
        else if (role === ROLE.propensity) row.propensity = value;
        else row.propensities[role - ROLE.each] = value;
      } else {
        let value = byte - ZERO;
        if (!(value >= 0 && value <= 9)) return false;
        const start = i;
        for (;;) {
          const digit = bytes[++i] - ZERO;
          if (!(digit >= 0 && digit <= 9)) break;
          value = 10 * value + digit;
        }
        if (i - start > MOST_DIGITS) return false;
        if (role === ROLE.t) row.t = value;
        else if (role === ROLE.state) row.state = value;
        else if (role === ROLE.action) row.action = value;
        else if (role === ROLE.nextState) row.nextState = value;
        else if (role === ROLE.hidden) row.hidden = value;
        else {
          if (value > 1) return false;
          row.flags |= value * (role === ROLE.terminated ? TERMINATED : TRUNCATED);
        }
      }
      if (field < last && bytes[i++] !== separator) return false;
    }
    if (bytes[i] === RETURN) i++;
    if (bytes[i] !== LINE_BREAK) return false;
    this.#at = i + 1;
    return true;
  }

  /** @returns false for an empty name */
  #setName(bytes: Buffer, from: number, end: number): boolean {
    const length = end - from;
    if (length === 0) return false;
    const name = this.#name;
    if (length === this.#nameLength) {
      let i = 0;
      while (i < length && name[i] === bytes[from + i]) i++;
      if (i === length) {
        this.#row.episode = undefined;
        return true;
      }
    }
    this.#row.episode = bytes.toString('utf8', from, end);
    this.#nameLength = length <= LONGEST_NAME ? length : -1;
    if (length <= LONGEST_NAME) for (let i = 0; i < length; i++) name[i] = bytes[from + i];
    return true;
  }
}

function isEnd(byte: number, separator: number): boolean {
  return byte === separator || byte === LINE_BREAK || byte === RETURN;
}
