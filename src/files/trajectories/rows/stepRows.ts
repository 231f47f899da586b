import { DataError } from '../../../core/errors.js';
import { EpisodeNames } from './names/episodeNames.js';
import { Probabilities } from './fields/probabilities.js';
import { type PlainRow, emptyRow, rolesOf } from './plainRow.js';
import type { LastRow, ReadSteps } from './readSteps.js';
import { RowEnds } from './fields/rowEnds.js';
import { INT32_END, RowFields, type RowFieldsOptions } from './fields/rowFields.js';
import { NO_ACTION, RowIds, type RowIdsOptions } from './fields/rowIds.js';
import { RowRewards } from './fields/rowRewards.js';
import type { NameIndex } from './names/nameIndex.js';
import { type StepArrays, StepColumns } from './stepColumns.js';

/** What is known of a log before its rows. */
export interface StepRowsOptions extends RowFieldsOptions, RowIdsOptions {
  readonly numberSteps: boolean;
  readonly emptyReward: number | undefined;
  readonly rounding: number;
  /** Whether the log is taken in pieces, by `takeWhole`; default false. */
  readonly pieces?: boolean;
}

/** Takes in the rows of a log, whatever the format of its file, and checks each by itself. */
export class StepRows {
  readonly #options: StepRowsOptions;
  readonly #nActions: number | undefined;
  readonly #fields: RowFields;
  readonly #ids: RowIds;
  readonly #rewards: RowRewards;
  readonly #ends: RowEnds;
  readonly #probabilities: Probabilities;
  readonly #episodes: EpisodeNames;
  readonly #columns: StepColumns;
  #lastRows = new Map<number, LastRow>();
  /** The first row of the episode that came last. */
  #wholeRows = 0;

  /** @throws DataError if the file has propensities of another number of actions */
  constructor(options: StepRowsOptions) {
    const { file, columns, rounding } = options;
    const nPropensities = columns.propensities.length;
    if (nPropensities > 0 && options.nActions !== undefined && nPropensities !== options.nActions)
      throw new DataError(
        `${file}: propensity columns must be one for each of the ${options.nActions} actions, got ${nPropensities} - correct the columns, or the number of actions`,
      );
    const nActions = options.nActions ?? (nPropensities > 0 ? nPropensities : undefined);
    this.#options = options;
    this.#nActions = nActions;
    this.#fields = new RowFields(options);
    this.#ids = new RowIds(this.#fields, { ...options, nActions });
    this.#rewards = new RowRewards(this.#fields, columns.reward, options.emptyReward);
    this.#ends = new RowEnds(this.#fields, columns);
    this.#probabilities = new Probabilities(this.#ids.columns, rounding, nActions);
    this.#episodes = new EpisodeNames({ numberSteps: options.numberSteps, pieces: options.pieces === true });
    this.#columns = new StepColumns({ outcome: columns.outcome !== undefined, hidden: columns.hidden !== undefined });
  }

  /** How many steps there are that were not taken yet. */
  get length(): number {
    return this.#columns.length;
  }

  /** How many of them are of episodes that are whole, in a log that is read in pieces. */
  get wholeRows(): number {
    return this.#wholeRows;
  }

  /** Fields that are ids: digits beyond 2^53 are to be kept. */
  get idFields(): readonly number[] {
    return this.#ids.idFields;
  }

  /**
   * Takes in a row: fields as text or as values.
   *
   * @throws DataError naming the line and the first field that is wrong
   */
  add(line: number, row: readonly unknown[]): void {
    const { columns } = this.#ids;
    this.#fields.goTo(line, row);
    const name = this.#episodeName(columns.episode);
    const t = this.#time(columns.t);
    const action = this.#ids.action();
    const before = this.#episodes.index.size;
    if (!this.#episodes.mayCome(name))
      this.#fields.fail(
        columns.episode,
        'must have its rows together',
        'there are others between them: sort the log by episode and t, as couplet aggregate --sort does',
      );
    const step = action !== NO_ACTION;
    const episode = step ? this.#episodes.enter(name, t) : this.#episodes.of(name);
    if (this.#episodes.index.size > before) this.#wholeRows = this.#columns.length;
    const time = t ?? this.#episodes.time();
    if (step) this.#addStep(episode, time, line, action);
    else this.#addLastRow(episode, time);
  }

  /** The roles of fields of rows that are plain; undefined where none is. */
  plainRoles(): Uint16Array | undefined {
    const { fields, features, numberStates, numberActions, mark } = this.#options;
    const { columns } = this.#ids;
    // A line of column names, there again, is no step, even if they are numbers.
    const named = !/^\d*$/.test(fields[columns.state]);
    const plain = named && features === undefined && !numberStates && !numberActions && mark.takesPoints;
    return plain ? rolesOf(columns, fields.length) : undefined;
  }

  /** @returns the row that `addPlain` takes in */
  plainRow(): PlainRow {
    return emptyRow(this.#ids.columns.propensities.length);
  }

  /** Takes in a row that was read already. @returns false, with nothing taken in, where it needs a closer look */
  addPlain(row: PlainRow): boolean {
    const { state, action, nextState, episode } = row;
    const { nStates = INT32_END, mark } = this.#options;
    const { columns } = this.#ids;
    const nActions = this.#nActions ?? INT32_END;
    if (state >= nStates || nextState >= nStates || action >= nActions) return false;
    if (row.point && !mark.mayMeetPoint) return false;
    // The row comes either way: what follows may be noted twice.
    if (episode !== undefined && !this.#episodes.mayCome(episode)) return false;
    if (!this.#probabilities.addPlain(action, row.propensity, row.propensities)) return false;
    if (row.point) mark.meetPoint();
    const t = columns.t === undefined ? undefined : row.t;
    const before = this.#episodes.index.size;
    const store = this.#columns;
    store.episode.push(episode === undefined ? this.#episodes.goOn(t) : this.#episodes.enter(episode, t));
    if (this.#episodes.index.size > before) this.#wholeRows = store.length;
    store.t.push(t ?? this.#episodes.time());
    store.line.push(row.line);
    store.state.push(state);
    store.action.push(action);
    store.reward.push(row.reward);
    store.nextState.push(nextState);
    store.flags.push(row.flags);
    store.hidden?.push(row.hidden);
    return true;
  }

  /** The rows that are left. These are spent. */
  finish(): ReadSteps {
    const { index } = this.#episodes;
    return this.#read(this.#columns.finish(), this.#probabilities.finish(), index, index.size);
  }

  /** The rows of all episodes but the last, of a log that is read in pieces: at least one. They are gone afterwards. */
  takeWhole(): ReadSteps {
    const rows = this.#wholeRows;
    this.#wholeRows = 0;
    const index = this.#episodes.leave();
    const steps = this.#read(this.#columns.take(rows), this.#probabilities.take(rows), index, index.size - 1);
    const last = this.#lastRows.get(index.size - 1);
    this.#lastRows = new Map(last ? [[0, last]] : []);
    return steps;
  }

  /** What was made of the fields, for people. */
  sentences(): readonly string[] {
    const { sentence } = this.#options.mark;
    return [
      ...(sentence === undefined ? [] : [sentence]),
      ...this.#rewards.sentences(),
      ...this.#probabilities.sentences(),
    ];
  }

  #read(
    arrays: StepArrays,
    probabilities: ReturnType<Probabilities['finish']>,
    episodes: NameIndex,
    nEpisodes: number,
  ): ReadSteps {
    const { unit, numberSteps, nStates } = this.#options;
    const { inOrder, firstT } = this.#episodes;
    const { columns, stateIds, actionIds } = this.#ids;
    return {
      ...arrays,
      ...probabilities,
      unit,
      columns,
      nEpisodes,
      episodes,
      inOrder,
      firstT,
      numberSteps,
      nStates,
      nActions: this.#nActions ?? this.#probabilities.nActions,
      stateIds,
      actionIds,
      outcomes: this.#ends.outcomes,
      lastRows: this.#lastRows,
    };
  }

  #addStep(episode: number, t: number, line: number, action: number): void {
    const { hidden } = this.#ids.columns;
    const columns = this.#columns;
    columns.episode.push(episode);
    columns.t.push(t);
    columns.line.push(line);
    columns.state.push(this.#ids.state());
    columns.action.push(action);
    columns.reward.push(this.#rewards.reward());
    columns.nextState.push(this.#ids.nextState());
    columns.flags.push(this.#ends.flags());
    columns.outcome?.push(this.#ends.outcome());
    if (hidden !== undefined) columns.hidden?.push(this.#fields.integer(hidden, -INT32_END));
    this.#probabilities.add(this.#fields, action);
  }

  #episodeName(field: number): string {
    const value = this.#fields.value(field);
    const name = typeof value === 'number' ? String(value) : value;
    if (typeof name === 'string' && name !== '') return name;
    this.#fields.fail(field, 'must be a name or a number');
  }

  #time(field: number | undefined): number | undefined {
    if (field === undefined) return undefined;
    return this.#options.numberSteps ? this.#fields.number(field) : this.#fields.integer(field, 0);
  }

  /** A row without an action; of several the first counts, the others fill up. */
  #addLastRow(episode: number, t: number): void {
    this.#rewards.checkNone();
    const known = this.#lastRows.get(episode);
    if (known && known.t <= t) return;
    this.#lastRows.set(episode, {
      line: this.#fields.line,
      t,
      state: this.#ids.lastState(),
      flags: this.#ends.flags(),
      outcome: this.#ends.outcome(),
    });
  }
}
