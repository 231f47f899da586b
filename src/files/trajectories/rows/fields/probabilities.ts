import { type RowMender, rowMender } from '../../../../core/rowMender.js';
import { SUM_TOLERANCE } from '../../../../core/probability.js';
import { type GrowingColumn, float64Column } from '../../../../trajectories/growingColumn.js';
import type { FoundColumns } from '../../columns/foundColumns.js';
import type { RowFields } from './rowFields.js';

/** How far above 1 a probability may be by rounding, and two that should be the same may be apart. */
const ROUNDING = 1e-6;

type ProbabilityColumns = Pick<FoundColumns, 'propensity' | 'logPropensity' | 'propensities' | 'propensityList'>;

/** Takes in the probabilities that the behaviour policy gave to actions: of the one taken, its logarithm, or of all. */
export class Probabilities {
  readonly #columns: ProbabilityColumns;
  readonly #agreement: number;
  readonly #mender: RowMender;
  readonly #taken: GrowingColumn<Float64Array> = float64Column();
  readonly #all: GrowingColumn<Float64Array> = float64Column();
  /** Of the row being read; without entries until the first list says how many there are. */
  #row: Float64Array;
  #above = 0;

  /**
   * @param rounding to what the probabilities were rounded; 0: not at all
   * @param nActions undefined where only the rows tell
   */
  constructor(columns: ProbabilityColumns, rounding: number, nActions: number | undefined) {
    this.#columns = columns;
    this.#agreement = Math.max(ROUNDING, rounding);
    this.#mender = rowMender(rounding);
    this.#row = new Float64Array(columns.propensityList === undefined ? columns.propensities.length : (nActions ?? 0));
  }

  /** Number of actions that there are lists of probabilities of; undefined before the first, or without any. */
  get nActions(): number | undefined {
    return this.#row.length > 0 ? this.#row.length : undefined;
  }

  /** @throws DataError if the row's are no probabilities, or give the action taken none */
  add(row: RowFields, action: number): void {
    const { propensity, logPropensity, propensities, propensityList: list } = this.#columns;
    const all = propensities.length > 0 || list !== undefined;
    if (all) this.#addAll(row, action);
    const field = propensity ?? logPropensity;
    if (field === undefined) {
      if (all) this.#taken.push(this.#row[action]);
      return;
    }
    const value = propensity === undefined ? this.#exponential(row, field) : this.#probability(row, field);
    if (!all) {
      this.#taken.push(value);
      return;
    }
    const other = this.#row[action];
    const apart = Math.abs(value - other);
    if (!(apart <= this.#agreement))
      row.fail(field, `must be ${this.#nameOf(row, action)} (${other}), as that action was taken`);
    this.#taken.push(apart <= SUM_TOLERANCE ? value : other);
  }

  /**
   * Takes in those of a row that were read already.
   *
   * @param taken of the action taken, where that has a column
   * @param all as many as there are columns
   * @returns false, with nothing taken in, unless they are right as they are
   */
  addPlain(action: number, taken: number, all: Float64Array): boolean {
    const one = this.#columns.propensity !== undefined;
    if (one && !(taken > 0 && taken <= 1)) return false;
    if (all.length > 0) {
      let sum = 0;
      for (let a = 0; a < all.length; a++) {
        if (!(all[a] >= 0 && all[a] <= 1)) return false;
        sum += all[a];
      }
      if (!(Math.abs(sum - 1) <= SUM_TOLERANCE) || !(all[action] > 0)) return false;
      if (one && !(Math.abs(taken - all[action]) <= SUM_TOLERANCE)) return false;
      for (let a = 0; a < all.length; a++) this.#all.push(all[a]);
      this.#taken.push(one ? taken : all[action]);
    } else if (one) this.#taken.push(taken);
    return true;
  }

  /** The columns: of the action taken, shape (steps), and of all, shape (steps × A). They are empty afterwards. */
  finish(): { readonly propensity: Float64Array | undefined; readonly propensities: Float64Array | undefined } {
    return {
      propensity: this.#taken.length > 0 ? this.#taken.finish() : undefined,
      propensities: this.#all.length > 0 ? this.#all.finish() : undefined,
    };
  }

  /** Those of the first rows, which are gone afterwards; the others stay. */
  take(rows: number): ReturnType<Probabilities['finish']> {
    const { propensity, propensities } = this.finish();
    const width = this.#row.length;
    if (propensity) for (const value of propensity.subarray(rows)) this.#taken.push(value);
    if (propensities) for (const value of propensities.subarray(rows * width)) this.#all.push(value);
    return { propensity: propensity?.slice(0, rows), propensities: propensities?.slice(0, rows * width) };
  }

  /** What was mended. */
  sentences(): string[] {
    const above = `${this.#above} ${this.#above === 1 ? 'propensity was' : 'propensities were'} above 1 by rounding: taken as 1`;
    return [...this.#mender.sentences(), ...(this.#above > 0 ? [above] : [])];
  }

  #addAll(row: RowFields, action: number): void {
    const { propensities, propensityList: list } = this.#columns;
    if (list === undefined) for (let a = 0; a < this.#row.length; a++) this.#row[a] = row.number(propensities[a]);
    else this.#takeList(row, list, action);
    const chances = this.#row;
    const fault = this.#mender.mend(chances);
    if (fault !== undefined) row.failAll(list === undefined ? propensities : [list], fault);
    if (chances[action] === 0)
      row.fail(
        list ?? propensities[action],
        `must be above 0${list === undefined ? '' : ` at index ${action}`}, as the action was taken`,
      );
    for (const chance of chances) this.#all.push(chance);
  }

  #takeList(row: RowFields, field: number, action: number): void {
    const values = row.numbers(field);
    if (this.#row.length === 0) this.#row = new Float64Array(values.length);
    if (values.length !== this.#row.length)
      row.fail(
        field,
        `must list the probabilities of all ${this.#row.length} actions`,
        'correct the row, or the number of actions',
      );
    if (action >= values.length)
      row.fail(field, `must list the probability of action ${action}, which was taken`, 'correct the row');
    this.#row.set(values);
  }

  #nameOf(row: RowFields, action: number): string {
    const { propensities, propensityList: list } = this.#columns;
    return list === undefined ? row.name(propensities[action]) : `${row.name(list)}[${action}]`;
  }

  #probability(row: RowFields, field: number): number {
    const value = row.number(field);
    if (value > 0 && value <= 1) return value;
    if (value > 1 && value <= 1 + ROUNDING) {
      this.#above++;
      return 1;
    }
    const remedy =
      value > 1
        ? 'a density is no probability: leave it alone by --no-propensity'
        : value < 0
          ? `if these are logarithms, say --column log_propensity=${row.name(field)}; --no-propensity leaves them alone`
          : 'the action was taken, so it had some; --no-propensity leaves them alone';
    row.fail(field, 'must be in (0, 1]', remedy);
  }

  #exponential(row: RowFields, field: number): number {
    const logarithm = row.number(field);
    const value = Math.exp(logarithm);
    if (value > 0 && value <= 1) return value;
    if (value > 1 && value <= 1 + ROUNDING) {
      this.#above++;
      return 1;
    }
    row.fail(
      field,
      'must be the logarithm of a probability, at most 0',
      'a density is no probability: leave it alone by --no-propensity',
    );
  }
}
