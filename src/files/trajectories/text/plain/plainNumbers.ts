import { Decimals } from './decimals.js';

const [MINUS, POINT, ZERO] = [45, 46, 48];
/** Integers of so many digits are below 2^31; decimals of so many exactly what `Number` makes of them. */
const [MOST_DIGITS, EXACT_DIGITS] = [9, 15];
const TENTHS: readonly number[] = Array.from({ length: 23 }, (_, k) => 10 ** k);

/** Reads short integers and decimals from bytes, to the last bit what `Number` makes of their text. */
export class PlainNumbers {
  readonly #decimals = new Decimals();
  /** Where what follows the last number begins. */
  at = 0;
  /** Whether the last decimal had a point. */
  hasPoint = false;

  /** An integer from 0 of few digits; −1 if there is none. */
  integer(bytes: Buffer, from: number): number {
    let value = bytes[from] - ZERO;
    if (!(value >= 0 && value <= 9)) return -1;
    let i = from;
    for (;;) {
      const digit = bytes[++i] - ZERO;
      if (!(digit >= 0 && digit <= 9)) break;
      value = 10 * value + digit;
    }
    this.at = i;
    return i - from > MOST_DIGITS ? -1 : value;
  }

  /** Digits with at most one point among them, maybe after a minus; NaN if there are none. */
  decimal(bytes: Buffer, from: number): number {
    let i = from;
    let byte = bytes[i];
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
    this.at = i;
    this.hasPoint = decimals >= 0;
    if (i - start <= (decimals < 0 ? 0 : 1)) return NaN;
    if (digits > EXACT_DIGITS || decimals >= TENTHS.length) return this.#decimals.of(bytes, from, i);
    if (decimals > 0) value /= TENTHS[decimals];
    return negative ? -value : value;
  }

  /** As `numberFrom`, of bytes that may be written in any way; NaN where they are no finite number. */
  other(bytes: Buffer, from: number, end: number): number {
    return this.#decimals.of(bytes, from, end);
  }
}
