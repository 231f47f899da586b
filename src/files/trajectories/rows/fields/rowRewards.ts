import type { RowFields } from './rowFields.js';

/** Reads the reward of a row, which may be empty where it was said what that stands for. */
export class RowRewards {
  readonly #fields: RowFields;
  readonly #field: number;
  readonly #empty: number | undefined;
  #emptyOnes = 0;

  /**
   * @param field that of the reward
   * @param empty what an empty one stands for; undefined to refuse it
   */
  constructor(fields: RowFields, field: number, empty: number | undefined) {
    this.#fields = fields;
    this.#field = field;
    this.#empty = empty;
  }

  reward(): number {
    const number = this.#fields.numberOrNaN(this.#field);
    if (!Number.isNaN(number)) return number;
    if (!this.#fields.isMissing(this.#field)) this.#fields.fail(this.#field, 'must be a finite number');
    if (this.#empty === undefined)
      this.#fields.fail(this.#field, 'must be a finite number', 'if an empty reward is none, say --empty-reward 0');
    this.#emptyOnes++;
    return this.#empty;
  }

  /** @throws DataError if a row without an action has one */
  checkNone(): void {
    if (this.#fields.numberOrNaN(this.#field) === 0 || this.#fields.isMissing(this.#field)) return;
    this.#fields.fail(
      this.#field,
      'must be empty or 0 in a row without an action',
      'move it to the row of the action that earned it',
    );
  }

  /** What was made of empty ones. */
  sentences(): string[] {
    const n = this.#emptyOnes;
    return n === 0 ? [] : [`${n} empty ${n === 1 ? 'reward is' : 'rewards are'} taken as ${this.#empty}`];
  }
}
