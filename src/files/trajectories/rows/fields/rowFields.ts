import { DataError } from '../../../../core/errors.js';
import { isEmpty, isMissing } from '../../../read/numberFrom.js';
import { shownValue } from '../../../read/shownValue.js';
import type { DecimalMark } from '../../text/decimalMark.js';
import { flagFrom } from '../../text/flagFrom.js';
import { listFrom } from '../../text/listFrom.js';
import { type RowUnit, placeIn } from '../rowUnit.js';

/** Integers of a log are below this. */
export const INT32_END: number = 2 ** 31;

export interface RowFieldsOptions {
  /** Opens the messages of errors. */
  readonly file: string;
  readonly unit: RowUnit;
  /** The names of the fields of a row; shown in errors. */
  readonly fields: readonly string[];
  readonly mark: DecimalMark;
}

/** Reads the fields of one row after another, as text or as values, and refuses them by line and name. */
export class RowFields {
  readonly #options: RowFieldsOptions;
  readonly #mark: DecimalMark;
  /** How a message on the row opens. */
  readonly #where = (): string => placeIn(this.#options.file, this.#options.unit, this.#line);
  #row: readonly unknown[] = [];
  #line = 0;

  constructor(options: RowFieldsOptions) {
    this.#options = options;
    this.#mark = options.mark;
  }

  get line(): number {
    return this.#line;
  }

  /** Goes to a row. */
  goTo(line: number, row: readonly unknown[]): void {
    this.#line = line;
    this.#row = row;
  }

  value(field: number): unknown {
    return this.#row[field];
  }

  name(field: number): string {
    return this.#options.fields[field];
  }

  /** As `isEmpty`. */
  isEmpty(field: number): boolean {
    return isEmpty(this.#row[field]);
  }

  /** As `isMissing`. */
  isMissing(field: number): boolean {
    return isMissing(this.#row[field]);
  }

  /** NaN where the field is no finite number. */
  numberOrNaN(field: number): number {
    return this.#mark.numberFrom(this.#row[field], this.#where);
  }

  /** @throws DataError if the field is no finite number */
  number(field: number): number {
    const value = this.numberOrNaN(field);
    if (Number.isNaN(value)) this.fail(field, 'must be a finite number');
    return value;
  }

  /** NaN where the field is no integer. */
  integerOrNaN(field: number): number {
    return this.#mark.integerFrom(this.#row[field], this.#where);
  }

  /**
   * @param end the first integer that is too large; undefined for 2^31
   * @param remedy of one that is out of bounds where there is no other end
   * @throws DataError if the field is no integer from `from`, below `end`
   */
  integer(field: number, from: number, end: number = INT32_END, remedy?: string): number {
    const value = this.integerOrNaN(field);
    const first = Math.min(end, INT32_END);
    if (value >= from && value < first) return value;
    const mend = first === INT32_END ? remedy : 'correct the row, or the number of states or actions';
    this.fail(field, `must be an integer from ${from} to ${first - 1}`, mend);
  }

  /** @throws DataError if the field is no list of numbers */
  numbers(field: number): ArrayLike<number> {
    const values = listFrom(this.#row[field]);
    if (!values) this.fail(field, 'must be a list of numbers, [0.25, 0.75]');
    return values;
  }

  /** @throws DataError if the field is neither 0 nor 1, false nor true */
  flag(field: number): number {
    const flag = flagFrom(this.#row[field]);
    if (Number.isNaN(flag)) this.fail(field, 'must be 0 or 1, false or true');
    return flag;
  }

  /** @throws DataError that says so of the field */
  fail(field: number, requirement: string, remedy?: string): never {
    throw new DataError(
      `${this.#where()}: ${this.name(field)} ${requirement}, got ${shownValue(this.#row[field])}${remedy === undefined ? '' : ` - ${remedy}`}`,
    );
  }

  /** @throws DataError that says so of several fields */
  failAll(fields: readonly number[], fault: string): never {
    const last = fields.length === 1 ? '' : ` to ${this.name(fields[fields.length - 1])}`;
    throw new DataError(`${this.#where()}: ${this.name(fields[0])}${last}: ${fault}`);
  }
}
