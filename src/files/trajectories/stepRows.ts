import { DataError } from '../../core/errors.js';
import { SUM_TOLERANCE, probabilityFault } from '../../core/probability.js';
import { GrowingColumn } from '../../trajectories/growingColumn.js';
import { shownValue } from '../shownValue.js';
import type { FoundColumns } from './findColumns.js';
import { integerFrom, numberFrom } from './numberFrom.js';

/** What is known of a log before its rows. */
export interface StepRowsOptions {
  /** Opens the messages of errors. */
  readonly file: string;
  /** The names of the fields of a row; shown in errors. */
  readonly fields: readonly string[];
  readonly columns: FoundColumns;
  /** Undefined where only the rows will tell. */
  readonly nStates: number | undefined;
  readonly nActions: number | undefined;
}

/** The rows of a log as they came, each right by itself. */
export interface ReadSteps {
  /** Names of the episodes, in the order in which they came. */
  readonly episodes: readonly string[];
  /** Whether every episode's rows came together, with t from 0. */
  readonly inOrder: boolean;
  readonly nStates: number;
  readonly nActions: number;
  readonly line: Uint32Array;
  /** Index into `episodes`. */
  readonly episode: Int32Array;
  readonly t: Int32Array;
  readonly state: Int32Array;
  readonly action: Int32Array;
  readonly reward: Float64Array;
  readonly nextState: Int32Array;
  readonly terminated: Uint8Array;
  readonly hidden: Int32Array | undefined;
  readonly propensity: Float64Array | undefined;
  /** Row i at i·A. */
  readonly propensities: Float64Array | undefined;
}

const INT32_END = 2 ** 31;

/** Takes in the rows of a log, whatever the format of its file, and checks each by itself. */
export class StepRows {
  readonly #file: string;
  readonly #fields: readonly string[];
  readonly #columns: FoundColumns;
  readonly #nStates: number | undefined;
  readonly #nActions: number | undefined;
  readonly #index = new Map<string, number>();
  #inOrder = true;
  #name = '';
  #episodeIndex = -1;
  #lastT = -1;
  #largestState = 0;
  #largestAction = 0;
  readonly #line: GrowingColumn<Uint32Array> = new GrowingColumn((length) => new Uint32Array(length));
  readonly #episode: GrowingColumn<Int32Array> = int32Column();
  readonly #t: GrowingColumn<Int32Array> = int32Column();
  readonly #state: GrowingColumn<Int32Array> = int32Column();
  readonly #action: GrowingColumn<Int32Array> = int32Column();
  readonly #reward: GrowingColumn<Float64Array> = float64Column();
  readonly #nextState: GrowingColumn<Int32Array> = int32Column();
  readonly #terminated: GrowingColumn<Uint8Array> = new GrowingColumn((length) => new Uint8Array(length));
  readonly #hidden: GrowingColumn<Int32Array> = int32Column();
  readonly #propensity: GrowingColumn<Float64Array> = float64Column();
  readonly #propensities: GrowingColumn<Float64Array> = float64Column();
  readonly #chances: Float64Array;

  /** @throws DataError if the file has propensities of another number of actions */
  constructor({ file, fields, columns, nStates, nActions }: StepRowsOptions) {
    const nPropensities = columns.propensities.length;
    if (nPropensities > 0 && nActions !== undefined && nPropensities !== nActions)
      throw new DataError(
        `${file}: propensity columns must be one for each of the ${nActions} actions, got ${nPropensities} - correct the columns, or the number of actions`,
      );
    this.#file = file;
    this.#fields = fields;
    this.#columns = columns;
    this.#nStates = nStates;
    this.#nActions = nActions ?? (nPropensities > 0 ? nPropensities : undefined);
    this.#chances = new Float64Array(nPropensities);
  }

  get length(): number {
    return this.#state.length;
  }

  /**
   * Takes in a row: fields as text or as values.
   *
   * @throws DataError naming the line and the first field that is wrong
   */
  add(line: number, row: readonly unknown[]): void {
    const { required, hidden, propensity, propensities } = this.#columns;
    this.#enter(line, row, required[0], this.#integer(line, row, required[1], 0, INT32_END));
    const state = this.#integer(line, row, required[2], 0, this.#nStates);
    const action = this.#integer(line, row, required[3], 0, this.#nActions);
    const nextState = this.#integer(line, row, required[5], 0, this.#nStates);
    this.#largestState = Math.max(this.#largestState, state, nextState);
    this.#largestAction = Math.max(this.#largestAction, action);
    this.#line.push(line);
    this.#state.push(state);
    this.#action.push(action);
    this.#reward.push(this.#number(line, row, required[4]));
    this.#nextState.push(nextState);
    this.#terminated.push(this.#flag(line, row, required[6]));
    if (hidden !== undefined) this.#hidden.push(this.#integer(line, row, hidden, -INT32_END, INT32_END));
    if (propensities.length > 0) this.#addPropensities(line, row, action);
    if (propensity !== undefined) this.#addPropensity(line, row, propensity, action);
  }

  /** The columns. The rows are spent. */
  finish(): ReadSteps {
    const { hidden, propensity, propensities } = this.#columns;
    return {
      episodes: [...this.#index.keys()],
      inOrder: this.#inOrder,
      nStates: this.#nStates ?? this.#largestState + 1,
      nActions: this.#nActions ?? this.#largestAction + 1,
      line: this.#line.finish(),
      episode: this.#episode.finish(),
      t: this.#t.finish(),
      state: this.#state.finish(),
      action: this.#action.finish(),
      reward: this.#reward.finish(),
      nextState: this.#nextState.finish(),
      terminated: this.#terminated.finish(),
      hidden: hidden === undefined ? undefined : this.#hidden.finish(),
      // With the full vector the probability of the action taken is known too.
      propensity: propensity === undefined && propensities.length === 0 ? undefined : this.#propensity.finish(),
      propensities: propensities.length === 0 ? undefined : this.#propensities.finish(),
    };
  }

  #enter(line: number, row: readonly unknown[], field: number, t: number): void {
    const value = row[field];
    const name = typeof value === 'number' ? String(value) : value;
    if (typeof name !== 'string' || name === '') this.#fail(line, field, 'must be a name or a number', value);
    let follows = t === this.#lastT + 1;
    if (name !== this.#name || this.#episodeIndex < 0) {
      const known = this.#index.get(name);
      follows = known === undefined && t === 0;
      if (known === undefined) this.#index.set(name, this.#index.size);
      this.#episodeIndex = known ?? this.#index.size - 1;
      this.#name = name;
    }
    this.#lastT = t;
    this.#inOrder &&= follows;
    this.#episode.push(this.#episodeIndex);
    this.#t.push(t);
  }

  #addPropensities(line: number, row: readonly unknown[], action: number): void {
    const { propensities, propensity } = this.#columns;
    const chances = this.#chances;
    for (let a = 0; a < chances.length; a++) {
      chances[a] = this.#number(line, row, propensities[a]);
      this.#propensities.push(chances[a]);
    }
    const fault = probabilityFault(chances);
    if (fault !== undefined) {
      const [first, last] = [this.#fields[propensities[0]], this.#fields[propensities[chances.length - 1]]];
      throw new DataError(`${this.#file}:${line}: ${first} to ${last}: ${fault}`);
    }
    if (chances[action] === 0)
      this.#fail(line, propensities[action], 'must be above 0, as the action was taken', row[propensities[action]]);
    if (propensity === undefined) this.#propensity.push(chances[action]);
  }

  #addPropensity(line: number, row: readonly unknown[], field: number, action: number): void {
    const value = numberFrom(row[field]);
    if (!(value > 0 && value <= 1))
      this.#fail(line, field, 'must be in (0, 1]', row[field], 'leave the column out if propensities are not known');
    const { propensities } = this.#columns;
    if (propensities.length > 0 && !(Math.abs(value - this.#chances[action]) <= SUM_TOLERANCE)) {
      const other = `${this.#fields[propensities[action]]} (${this.#chances[action]})`;
      this.#fail(line, field, `must be ${other}, as that action was taken`, row[field]);
    }
    this.#propensity.push(value);
  }

  #integer(line: number, row: readonly unknown[], field: number, from: number, end: number | undefined): number {
    const value = integerFrom(row[field]);
    if (value >= from && value < (end ?? INT32_END)) return value;
    const remedy =
      end === undefined || end === INT32_END ? undefined : 'correct the row, or the number of states or actions';
    this.#fail(line, field, `must be an integer from ${from} to ${(end ?? INT32_END) - 1}`, row[field], remedy);
  }

  #number(line: number, row: readonly unknown[], field: number): number {
    const value = numberFrom(row[field]);
    if (Number.isNaN(value)) this.#fail(line, field, 'must be a finite number', row[field]);
    return value;
  }

  #flag(line: number, row: readonly unknown[], field: number): number {
    const value = row[field];
    if (value === true || (typeof value === 'string' && /^\s*true\s*$/i.test(value))) return 1;
    if (value === false || (typeof value === 'string' && /^\s*false\s*$/i.test(value))) return 0;
    const number = integerFrom(value);
    if (number !== 0 && number !== 1) this.#fail(line, field, 'must be 0 or 1, false or true', value);
    return number;
  }

  #fail(line: number, field: number, requirement: string, got: unknown, remedy?: string): never {
    throw new DataError(
      `${this.#file}:${line}: ${this.#fields[field]} ${requirement}, got ${shownValue(got)}${remedy === undefined ? '' : ` - ${remedy}`}`,
    );
  }
}

function int32Column(): GrowingColumn<Int32Array> {
  return new GrowingColumn((length) => new Int32Array(length));
}

function float64Column(): GrowingColumn<Float64Array> {
  return new GrowingColumn((length) => new Float64Array(length));
}
