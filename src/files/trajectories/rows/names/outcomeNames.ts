import { flagFrom } from '../../text/flagFrom.js';
import { isMissing } from '../../../read/numberFrom.js';
import { IdNumbers } from './idNumbers.js';

/** Where the column of outcomes says nothing. */
export const NO_OUTCOME = -1;

/** Takes in a column that says how runs ended: yes or no, or by name. */
export class OutcomeNames {
  readonly #column: string;
  readonly #ids = new IdNumbers();
  /** By place of an id: 1 or 0 if it says yes or no. */
  readonly #flags: number[] = [];

  /** @param column its name, which is also that of the outcome that 1 says */
  constructor(column: string) {
    this.#column = column;
  }

  /** The place of an outcome; `NO_OUTCOME` for an empty field. */
  placeOf(field: unknown): number {
    if (isMissing(field)) return NO_OUTCOME;
    const place = this.#ids.placeOf(field);
    if (place === this.#flags.length) this.#flags.push(flagFrom(field));
    return place;
  }

  /** The names of the outcomes, and the index of each by its place. */
  finish(): { readonly names: readonly string[]; readonly numbers: ArrayLike<number> } {
    if (this.#flags.some(Number.isNaN)) return this.#ids.inOrder();
    return { names: [this.#column, `not ${this.#column}`], numbers: this.#flags.map((yes) => 1 - yes) };
  }
}
