import { type PlainRow, ROLE } from '../../rows/plainRow.js';
import { TERMINATED, TRUNCATED } from '../../rows/readSteps.js';
import { LastName } from '../plain/lastName.js';
import { PlainNumbers } from '../plain/plainNumbers.js';

const [LINE_BREAK, RETURN, QUOTE, POINT] = [10, 13, 34, 46];

/**
 * Reads lines of CSV whose fields are the plainest: short integers, decimals, flags of 0 and 1, any names without
 * quotes in them. Nearly all lines of nearly all logs are such, and a loop over their bytes reads them several times as
 * fast as a parser of CSV and checks of its texts.
 */
export class PlainCsv {
  readonly #separator: number;
  readonly #roles: Uint16Array;
  readonly #row: PlainRow;
  readonly #numbers = new PlainNumbers();
  readonly #name = new LastName();
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
    this.#name.forget();
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
    const numbers = this.#numbers;
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
        if (role === ROLE.episode) {
          if (i === first) return false;
          row.episode = this.#name.next(bytes, first, i);
        }
        if (quoted) i++;
      } else if (role === ROLE.reward || role >= ROLE.propensity) {
        const first = i;
        let value = numbers.decimal(bytes, first);
        row.point ||= numbers.hasPoint;
        i = numbers.at;
        byte = bytes[i];
        if (Number.isNaN(value) || !isEnd(byte, separator)) {
          for (; !isEnd(byte, separator); byte = bytes[++i]) if (byte === POINT) row.point = true;
          value = numbers.other(bytes, first, i);
          if (Number.isNaN(value)) return false;
        }
        if (role === ROLE.reward) row.reward = value;
        else if (role === ROLE.propensity) row.propensity = value;
        else row.propensities[role - ROLE.each] = value;
      } else {
        const value = numbers.integer(bytes, i);
        if (value < 0) return false;
        i = numbers.at;
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
}

function isEnd(byte: number, separator: number): boolean {
  return byte === separator || byte === LINE_BREAK || byte === RETURN;
}
