import { type GrowingColumn, float64Column, uint32Column } from '../../../trajectories/growingColumn.js';

/**
 * A column of numbers that mostly follow on one another, such as lines, kept as its runs: a log in order takes a few
 * bytes an episode and not a step.
 */
export class RunColumn {
  /** What is added from one number to the next. */
  readonly #step: number;
  /** Of each run the row of its first number, and that number. */
  readonly #rows: GrowingColumn<Uint32Array> = uint32Column();
  readonly #values: GrowingColumn<Float64Array> = float64Column();
  #length = 0;
  /** Of the last run its first number, and how many it has. */
  #first = NaN;
  #since = 0;
  #expected = NaN;

  constructor(step: 0 | 1) {
    this.#step = step;
  }

  push(value: number): void {
    if (value !== this.#expected) {
      this.#rows.push(this.#length);
      this.#values.push(value);
      this.#first = value;
      this.#since = 0;
    }
    this.#length++;
    // From the first, as `Runs` has it: of fractions the sum of the one before and 1 may be another number.
    this.#expected = this.#first + ++this.#since * this.#step;
  }

  /** What was pushed. The growing column is empty afterwards. */
  finish(): Runs {
    const runs = new Runs(this.#step, this.#length, this.#rows.finish(), this.#values.finish());
    this.#length = 0;
    this.#expected = NaN;
    return runs;
  }
}

/** The numbers of such a column. */
export class Runs {
  readonly length: number;
  /** Shape (runs): the row of each run's first number. */
  readonly rows: Uint32Array;
  /** Shape (runs): that number. */
  readonly values: Float64Array;
  readonly #step: number;

  constructor(step: number, length: number, rows: Uint32Array, values: Float64Array) {
    this.length = length;
    this.rows = rows;
    this.values = values;
    this.#step = step;
  }

  /** Cost O(log runs). */
  at(row: number): number {
    let [low, high] = [0, this.rows.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.rows[middle] <= row) low = middle;
      else high = middle;
    }
    return this.values[low] + (row - this.rows[low]) * this.#step;
  }

  /** The numbers of the first rows alone. */
  first(length: number): Runs {
    const beyond = this.rows.findIndex((row) => row >= length);
    const runs = beyond < 0 ? this.rows.length : beyond;
    return new Runs(this.#step, length, this.rows.slice(0, runs), this.values.slice(0, runs));
  }

  /** All numbers. Cost O(rows). */
  expanded(): Float64Array {
    const all = new Float64Array(this.length);
    for (let k = 0; k < this.rows.length; k++) {
      const end = k + 1 < this.rows.length ? this.rows[k + 1] : this.length;
      for (let row = this.rows[k]; row < end; row++) all[row] = this.values[k] + (row - this.rows[k]) * this.#step;
    }
    return all;
  }
}
