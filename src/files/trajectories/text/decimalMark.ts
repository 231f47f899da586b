import { DataError } from '../../../core/errors.js';
import { integerFrom, numberFrom } from '../../read/numberFrom.js';

const COMMA = /^\s*[+-]?(\d+,\d*|,\d+)(e[+-]?\d+)?\s*$/i;

/** Reads numbers by the decimal mark of a file, which is found where it is not given. */
export class DecimalMark {
  /** Undefined where both are looked for. */
  readonly #given: '.' | ',' | undefined;
  #point = false;
  #comma = false;

  /** @param given undefined to take whichever is met, as long as it is only one */
  constructor(given: '.' | ',' | undefined) {
    this.#given = given;
  }

  /**
   * As `numberFrom`.
   *
   * @param where opens the message of an error
   * @throws DataError if points and commas are met and none was given: one may stand for thousands
   */
  numberFrom(value: unknown, where: () => string): number {
    if (typeof value !== 'string' || this.#given === '.') return numberFrom(value);
    const comma = COMMA.test(value);
    if (!comma) {
      const number = this.#given === ',' && value.includes('.') ? NaN : numberFrom(value);
      this.#point ||= value.includes('.') && !Number.isNaN(number);
      if (this.#point && this.#comma) this.#failBoth(where, value);
      return number;
    }
    this.#comma = true;
    if (this.#point) this.#failBoth(where, value);
    return numberFrom(value.replace(',', '.'));
  }

  integerFrom(value: unknown, where: () => string): number {
    const plain = integerFrom(value);
    // Most integers have neither mark, and are not worth a second look.
    if (!Number.isNaN(plain) && this.#given !== ',') return plain;
    const number = this.numberFrom(value, where);
    return Number.isInteger(number) ? number : NaN;
  }

  /** Whether a number with a point may come. */
  get mayMeetPoint(): boolean {
    return this.#given !== ',' && !this.#comma;
  }

  /** Notes that one came, which was read already. */
  meetPoint(): void {
    this.#point = true;
  }

  /** Whether a number without either mark, and one with a point, is what it seems. */
  get takesPoints(): boolean {
    return this.#given !== ',';
  }

  /** What was found; undefined if there was nothing to find. */
  get sentence(): string | undefined {
    return this.#comma && this.#given === undefined
      ? "commas are read as decimal marks, '0,5' as 0.5 (--decimal . refuses them)"
      : undefined;
  }

  #failBoth(where: () => string, value: string): never {
    throw new DataError(
      `${where()}: numbers must have one decimal mark, got '${value}' after others with ${value.includes(',') ? 'a point' : 'a comma'} - say which it is by --decimal, and take out marks of thousands`,
    );
  }
}
