import { DataError } from '../../../core/errors.js';
import { GrowingColumn, float64Column, int32Column } from '../../../trajectories/growingColumn.js';
import { NO_STATE } from '../../../trajectories/align/resolveEnds.js';
import { shownValue } from '../../read/shownValue.js';
import type { FoundColumns } from '../columns/foundColumns.js';
import { type RowUnit, placeIn } from './rowUnit.js';
import { isEmpty, isMissing } from '../../read/numberFrom.js';
import { AFTER_END, type LastRow, type ReadSteps, TERMINATED, TRUNCATED } from './readSteps.js';
import { actionIds } from './actionIds.js';
import { EpisodeNames } from './episodeNames.js';
import { IdNumbers } from './idNumbers.js';
import { NO_OUTCOME, OutcomeNames } from './outcomeNames.js';
import { Probabilities, type RowFields } from './probabilities.js';
import type { DecimalMark } from '../text/decimalMark.js';
import { listFrom } from '../text/listFrom.js';
import { flagFrom } from '../text/flagFrom.js';

/** What is known of a log before its rows. */
export interface StepRowsOptions {
  /** Opens the messages of errors. */
  readonly file: string;
  readonly unit: RowUnit;
  /** The names of the fields of a row; shown in errors. */
  readonly fields: readonly string[];
  readonly columns: FoundColumns;
  readonly mark: DecimalMark;
  /** Undefined where only the rows will tell. */
  readonly nStates: number | undefined;
  readonly nActions: number | undefined;
  readonly numberStates: boolean;
  readonly numberActions: boolean;
  readonly numberSteps: boolean;
  readonly emptyReward: number | undefined;
  readonly rounding: number;
}

const INT32_END = 2 ** 31;

/** Takes in the rows of a log, whatever the format of its file, and checks each by itself. */
export class StepRows implements RowFields {
  readonly #options: StepRowsOptions;
  readonly #columns: FoundColumns;
  readonly #mark: DecimalMark;
  readonly #nStates: number | undefined;
  readonly #nActions: number | undefined;
  readonly #stateIds: IdNumbers | undefined;
  readonly #actionIds: IdNumbers | undefined;
  readonly #outcomes: OutcomeNames | undefined;
  readonly #probabilities: Probabilities;
  readonly #episodes: EpisodeNames;
  readonly #lastRows = new Map<number, LastRow>();
  /** How a message on the row opens. */
  readonly #where = (): string => placeIn(this.#options.file, this.#options.unit, this.#rowLine);
  #row: readonly unknown[] = [];
  #rowLine = 0;
  #emptyRewards = 0;
  readonly #line: GrowingColumn<Uint32Array> = new GrowingColumn((length) => new Uint32Array(length));
  readonly #episode: GrowingColumn<Int32Array> = int32Column();
  readonly #t: GrowingColumn<Float64Array> = float64Column();
  readonly #state: GrowingColumn<Int32Array> = int32Column();
  readonly #action: GrowingColumn<Int32Array> = int32Column();
  readonly #reward: GrowingColumn<Float64Array> = float64Column();
  readonly #nextState: GrowingColumn<Int32Array> = int32Column();
  readonly #flags: GrowingColumn<Uint8Array> = new GrowingColumn((length) => new Uint8Array(length));
  readonly #outcome: GrowingColumn<Int32Array> = int32Column();
  readonly #hidden: GrowingColumn<Int32Array> = int32Column();

  /** @throws DataError if the file has propensities of another number of actions */
  constructor(options: StepRowsOptions) {
    const { file, columns, nStates, nActions } = options;
    const nPropensities = columns.propensities.length;
    if (nPropensities > 0 && nActions !== undefined && nPropensities !== nActions)
      throw new DataError(
        `${file}: propensity columns must be one for each of the ${nActions} actions, got ${nPropensities} - correct the columns, or the number of actions`,
      );
    this.#options = options;
    this.#mark = options.mark;
    this.#nStates = nStates;
    this.#nActions = nActions ?? (nPropensities > 0 ? nPropensities : undefined);
    this.#stateIds = options.numberStates ? new IdNumbers() : undefined;
    const { ids, columns: ordered } = actionIds(columns, options.numberActions);
    this.#actionIds = ids;
    this.#columns = ordered;
    this.#outcomes = columns.outcome === undefined ? undefined : new OutcomeNames(options.fields[columns.outcome]);
    this.#probabilities = new Probabilities(ordered, options.rounding, this.#nActions);
    this.#episodes = new EpisodeNames(options.numberSteps);
  }

  get length(): number {
    return this.#state.length;
  }

  /** Fields that are ids: digits beyond 2^53 are to be kept. */
  get idFields(): readonly number[] {
    const { episode, state, action, nextState } = this.#columns;
    return [
      episode,
      ...(this.#stateIds ? [state, ...(nextState === undefined ? [] : [nextState])] : []),
      ...(this.#actionIds ? [action] : []),
    ];
  }

  /**
   * Takes in a row: fields as text or as values.
   *
   * @throws DataError naming the line and the first field that is wrong
   */
  add(line: number, row: readonly unknown[]): void {
    this.#row = row;
    this.#rowLine = line;
    const columns = this.#columns;
    const name = this.#episodeName(row[columns.episode]);
    const t = this.#time(columns.t);
    const action = this.#actionOf(columns.action);
    if (action === NO_ACTION) {
      this.#addLastRow(this.#episodes.of(name), t ?? this.#episodes.time());
      return;
    }
    this.#episode.push(this.#episodes.enter(name, t));
    this.#t.push(t ?? this.#episodes.time());
    this.#line.push(line);
    this.#state.push(this.#stateOf(columns.state));
    this.#action.push(action);
    this.#reward.push(this.#rewardOf(columns.reward));
    this.#nextState.push(columns.nextState === undefined ? NO_STATE : this.#nextStateOf(columns.nextState));
    this.#flags.push(this.#flagsOf());
    if (columns.outcome !== undefined) this.#outcome.push(this.#outcomeOf());
    if (columns.hidden !== undefined) this.#hidden.push(this.#integer(columns.hidden, -INT32_END, INT32_END));
    this.#probabilities.add(this, action);
  }

  /** The columns. The rows are spent. */
  finish(): ReadSteps {
    const { inOrder, firstT, names } = this.#episodes;
    const { hidden, outcome } = this.#columns;
    const { propensity, propensities } = this.#probabilities.finish();
    const empty = this.#emptyRewards;
    const mark = this.#mark.sentence;
    return {
      unit: this.#options.unit,
      columns: this.#columns,
      episodes: names(),
      inOrder,
      firstT,
      numberSteps: this.#options.numberSteps,
      nStates: this.#nStates,
      nActions: this.#nActions ?? this.#probabilities.nActions,
      stateIds: this.#stateIds,
      actionIds: this.#actionIds,
      line: this.#line.finish(),
      episode: this.#episode.finish(),
      t: this.#t.finish(),
      state: this.#state.finish(),
      action: this.#action.finish(),
      reward: this.#reward.finish(),
      nextState: this.#nextState.finish(),
      flags: this.#flags.finish(),
      outcome: outcome === undefined ? undefined : this.#outcome.finish(),
      outcomes: this.#outcomes,
      hidden: hidden === undefined ? undefined : this.#hidden.finish(),
      propensity,
      propensities,
      lastRows: this.#lastRows,
      said: [
        ...(mark === undefined ? [] : [mark]),
        ...(empty === 0
          ? []
          : [`${empty} empty ${empty === 1 ? 'reward is' : 'rewards are'} taken as ${this.#options.emptyReward}`]),
        ...this.#probabilities.sentences(),
      ],
    };
  }

  number(field: number): number {
    const value = this.#mark.numberFrom(this.#row[field], this.#where);
    if (Number.isNaN(value)) this.fail(field, 'must be a finite number');
    return value;
  }

  numbers(field: number): ArrayLike<number> {
    const values = listFrom(this.#row[field]);
    if (!values) this.fail(field, 'must be a list of numbers, [0.25, 0.75]');
    return values;
  }

  fail(field: number, requirement: string, remedy?: string): never {
    throw new DataError(
      `${this.#where()}: ${this.name(field)} ${requirement}, got ${shownValue(this.#row[field])}${remedy === undefined ? '' : ` - ${remedy}`}`,
    );
  }

  failAll(fields: readonly number[], fault: string): never {
    const last = fields.length === 1 ? '' : ` to ${this.name(fields[fields.length - 1])}`;
    throw new DataError(`${this.#where()}: ${this.name(fields[0])}${last}: ${fault}`);
  }

  name(field: number): string {
    return this.#options.fields[field];
  }

  #episodeName(value: unknown): string {
    const name = typeof value === 'number' ? String(value) : value;
    if (typeof name === 'string' && name !== '') return name;
    this.fail(this.#columns.episode, 'must be a name or a number');
  }

  #time(field: number | undefined): number | undefined {
    if (field === undefined) return undefined;
    return this.#options.numberSteps ? this.number(field) : this.#integer(field, 0, INT32_END);
  }

  #actionOf(field: number): number {
    const value = this.#row[field];
    if (this.#actionIds) return isEmpty(value) ? NO_ACTION : this.#idOf(this.#actionIds, field);
    const integer = this.#mark.integerFrom(value, this.#where);
    if (integer >= 0 && integer < Math.min(this.#nActions ?? INT32_END, INT32_END)) return integer;
    if (integer === NO_ACTION || isMissing(value)) return NO_ACTION;
    return this.#integer(field, 0, this.#nActions, NUMBER_ACTIONS);
  }

  /** The place of an action; with columns of propensities they are all known. */
  #idOf(ids: IdNumbers, field: number): number {
    const place = ids.placeOf(this.#row[field]);
    const known = this.#columns.propensities.length;
    if (known > 0 && place >= known)
      this.fail(field, 'must be one of the actions that have a column of propensities', 'add its column');
    return place;
  }

  #stateOf(field: number): number {
    if (!this.#stateIds) return this.#integer(field, 0, this.#nStates, NUMBER_STATES);
    const value = this.#row[field];
    if (isEmpty(value)) this.fail(field, 'must be a state');
    return this.#stateIds.placeOf(value);
  }

  #nextStateOf(field: number): number {
    const value = this.#row[field];
    const integer = this.#mark.integerFrom(value, this.#where);
    if (integer === -1) return AFTER_END;
    if (this.#stateIds ? isEmpty(value) : Number.isNaN(integer) && isMissing(value)) return NO_STATE;
    return this.#stateOf(field);
  }

  #rewardOf(field: number): number {
    const value = this.#row[field];
    const number = this.#mark.numberFrom(value, this.#where);
    if (!Number.isNaN(number)) return number;
    if (!isMissing(value)) this.fail(field, 'must be a finite number');
    const { emptyReward } = this.#options;
    if (emptyReward === undefined)
      this.fail(field, 'must be a finite number', 'if an empty reward is none, say --empty-reward 0');
    this.#emptyRewards++;
    return emptyReward;
  }

  #flagsOf(): number {
    const { terminated, truncated } = this.#columns;
    return (
      (terminated === undefined ? 0 : TERMINATED * this.#flag(terminated)) +
      (truncated === undefined ? 0 : TRUNCATED * this.#flag(truncated))
    );
  }

  #flag(field: number): number {
    const flag = flagFrom(this.#row[field]);
    if (Number.isNaN(flag)) this.fail(field, 'must be 0 or 1, false or true');
    return flag;
  }

  #outcomeOf(): number {
    const { outcome } = this.#columns;
    return outcome === undefined || !this.#outcomes ? NO_OUTCOME : this.#outcomes.placeOf(this.#row[outcome]);
  }

  /** A row without an action; of several the first counts, the others fill up. */
  #addLastRow(episode: number, t: number): void {
    const { state, reward } = this.#columns;
    const earned = this.#mark.numberFrom(this.#row[reward], this.#where);
    if (earned !== 0 && !isMissing(this.#row[reward]))
      this.fail(
        reward,
        'must be empty or 0 in a row without an action',
        'move it to the row of the action that earned it',
      );
    const known = this.#lastRows.get(episode);
    if (known && known.t <= t) return;
    const noState =
      (this.#stateIds ? isEmpty : isMissing)(this.#row[state]) ||
      this.#mark.integerFrom(this.#row[state], this.#where) === -1;
    this.#lastRows.set(episode, {
      line: this.#rowLine,
      t,
      state: noState ? NO_STATE : this.#stateOf(state),
      flags: this.#flagsOf(),
      outcome: this.#outcomeOf(),
    });
  }

  #integer(field: number, from: number, end: number | undefined, otherwise?: string): number {
    const value = this.#mark.integerFrom(this.#row[field], this.#where);
    const first = Math.min(end ?? INT32_END, INT32_END);
    if (value >= from && value < first) return value;
    const remedy = first === INT32_END ? otherwise : 'correct the row, or the number of states or actions';
    this.fail(field, `must be an integer from ${from} to ${first - 1}`, remedy);
  }
}

const NO_ACTION = -1;
const NUMBER_STATES = 'number the states by --number-states';
const NUMBER_ACTIONS = 'number the actions by --number-actions';
