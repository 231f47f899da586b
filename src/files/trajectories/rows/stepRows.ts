import { DataError } from '../../../core/errors.js';
import { GrowingColumn, float64Column, int32Column } from '../../../trajectories/growingColumn.js';
import { EpisodeNames } from './episodeNames.js';
import { Probabilities } from './fields/probabilities.js';
import type { LastRow, ReadSteps } from './readSteps.js';
import { RowEnds } from './fields/rowEnds.js';
import { INT32_END, RowFields, type RowFieldsOptions } from './fields/rowFields.js';
import { NO_ACTION, RowIds, type RowIdsOptions } from './fields/rowIds.js';
import { RowRewards } from './fields/rowRewards.js';

/** What is known of a log before its rows. */
export interface StepRowsOptions extends RowFieldsOptions, RowIdsOptions {
  readonly numberSteps: boolean;
  readonly emptyReward: number | undefined;
  readonly rounding: number;
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
  readonly #lastRows = new Map<number, LastRow>();
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
    this.#episodes = new EpisodeNames(options.numberSteps);
  }

  get length(): number {
    return this.#state.length;
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
    if (action === NO_ACTION) {
      this.#addLastRow(this.#episodes.of(name), t ?? this.#episodes.time());
      return;
    }
    this.#episode.push(this.#episodes.enter(name, t));
    this.#t.push(t ?? this.#episodes.time());
    this.#line.push(line);
    this.#state.push(this.#ids.state());
    this.#action.push(action);
    this.#reward.push(this.#rewards.reward());
    this.#nextState.push(this.#ids.nextState());
    this.#flags.push(this.#ends.flags());
    if (columns.outcome !== undefined) this.#outcome.push(this.#ends.outcome());
    if (columns.hidden !== undefined) this.#hidden.push(this.#fields.integer(columns.hidden, -INT32_END));
    this.#probabilities.add(this.#fields, action);
  }

  /** The columns. The rows are spent. */
  finish(): ReadSteps {
    const { unit, numberSteps, nStates, mark } = this.#options;
    const { inOrder, firstT, names } = this.#episodes;
    const { columns, stateIds, actionIds } = this.#ids;
    return {
      unit,
      columns,
      episodes: names(),
      inOrder,
      firstT,
      numberSteps,
      nStates,
      nActions: this.#nActions ?? this.#probabilities.nActions,
      stateIds,
      actionIds,
      line: this.#line.finish(),
      episode: this.#episode.finish(),
      t: this.#t.finish(),
      state: this.#state.finish(),
      action: this.#action.finish(),
      reward: this.#reward.finish(),
      nextState: this.#nextState.finish(),
      flags: this.#flags.finish(),
      outcome: columns.outcome === undefined ? undefined : this.#outcome.finish(),
      outcomes: this.#ends.outcomes,
      hidden: columns.hidden === undefined ? undefined : this.#hidden.finish(),
      ...this.#probabilities.finish(),
      lastRows: this.#lastRows,
      said: [
        ...(mark.sentence === undefined ? [] : [mark.sentence]),
        ...this.#rewards.sentences(),
        ...this.#probabilities.sentences(),
      ],
    };
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
