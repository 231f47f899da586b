import { GrowingColumn, float64Column, int32Column } from './growingColumn.js';
import type { Trajectories, TrajectoriesSource } from './trajectories.js';

/** What a log under construction holds. */
export interface TrajectoriesShape {
  readonly nStates: number;
  readonly nActions: number;
  /**
   * Behaviour probabilities to keep: of the action taken, of all actions (and the one taken), or none; default `none`.
   */
  readonly propensities?: 'taken' | 'all' | 'none';
  /** Whether episodes have a hidden component; default false. */
  readonly hidden?: boolean;
  readonly source: TrajectoriesSource;
}

/** Where a loop writes the next steps: row `at` of every column, up to but not including `end`. */
export interface StepTail {
  readonly state: Int32Array;
  readonly action: Int32Array;
  readonly reward: Float64Array;
  readonly nextState: Int32Array;
  /** Absent unless propensities are kept. */
  readonly propensity: Float64Array | undefined;
  /** Row i at i·A. Absent unless all propensities are kept. */
  readonly propensities: Float64Array | undefined;
  readonly at: number;
  readonly end: number;
}

/**
 * Collects steps and episodes into `Trajectories` of exact length, in growing columns: 20 million steps with
 * propensities are 565 MB when finished, and at most twice that while they are put together; half where `reserve` has
 * told their number.
 *
 * @example
 * const builder = new TrajectoriesBuilder({ nStates: 3, nActions: 2, source: {} });
 * builder.step(0, 1, 0, 1);
 * builder.step(1, 0, 1, 2);
 * builder.endEpisode(true);
 * builder.finish().episodeStart // [0, 2]
 */
export class TrajectoriesBuilder {
  readonly #shape: TrajectoriesShape;
  readonly #state: GrowingColumn<Int32Array> = int32Column();
  readonly #action: GrowingColumn<Int32Array> = int32Column();
  readonly #reward: GrowingColumn<Float64Array> = float64Column();
  readonly #nextState: GrowingColumn<Int32Array> = int32Column();
  readonly #propensity: GrowingColumn<Float64Array> | undefined;
  readonly #propensities: GrowingColumn<Float64Array> | undefined;
  readonly #episodeStart: GrowingColumn<Uint32Array> = new GrowingColumn((length) => new Uint32Array(length));
  readonly #terminated: GrowingColumn<Uint8Array> = new GrowingColumn((length) => new Uint8Array(length));
  readonly #hidden: GrowingColumn<Int32Array> | undefined;

  constructor(shape: TrajectoriesShape) {
    const { propensities = 'none', hidden = false, nActions } = shape;
    this.#shape = shape;
    if (propensities !== 'none') this.#propensity = float64Column();
    if (propensities === 'all') this.#propensities = float64Column(nActions);
    if (hidden) this.#hidden = int32Column();
    this.#episodeStart.push(0);
  }

  /**
   * Adds a step to the episode under way. Nothing is checked: see `checkTrajectories`.
   *
   * @param chances shape (A): the behaviour policy's probabilities of all actions; needed if propensities are kept
   */
  step(state: number, action: number, reward: number, nextState: number, chances?: ArrayLike<number>): void {
    this.#state.push(state);
    this.#action.push(action);
    this.#reward.push(reward);
    this.#nextState.push(nextState);
    if (chances === undefined) return;
    this.#propensity?.push(chances[action]);
    for (let a = 0; a < this.#shape.nActions; a++) this.#propensities?.push(chances[a]);
  }

  /** Makes room for as many steps and episodes in all, so that the columns need not be copied together at the end. */
  reserve({ steps, episodes }: { readonly steps: number; readonly episodes: number }): void {
    for (const column of [this.#state, this.#action, this.#reward, this.#nextState, this.#propensity])
      column?.reserve(steps);
    this.#propensities?.reserve(steps * this.#shape.nActions);
    this.#episodeStart.reserve(episodes + 1);
    for (const column of [this.#terminated, this.#hidden]) column?.reserve(episodes);
  }

  /**
   * The columns' ends, for loops too fast for `step`. Valid until `end` is reached; `advance` says how many rows were
   * written.
   */
  tail(): StepTail {
    const { chunk: state, at } = this.#state.tail();
    return {
      state,
      action: this.#action.tail().chunk,
      reward: this.#reward.tail().chunk,
      nextState: this.#nextState.tail().chunk,
      propensity: this.#propensity?.tail().chunk,
      propensities: this.#propensities?.tail().chunk,
      at,
      end: state.length,
    };
  }

  /** Takes in `steps` more rows that were written to the tail. */
  advance(steps: number): void {
    this.#state.advance(steps);
    this.#action.advance(steps);
    this.#reward.advance(steps);
    this.#nextState.advance(steps);
    this.#propensity?.advance(steps);
    this.#propensities?.advance(steps * this.#shape.nActions);
  }

  /** Ends the episode that the steps since the last end make up. */
  endEpisode(terminated: boolean, hidden = 0): void {
    this.#episodeStart.push(this.#state.length);
    this.#terminated.push(terminated ? 1 : 0);
    this.#hidden?.push(hidden);
  }

  /** The log. The builder is spent. */
  finish(): Trajectories {
    const { nStates, nActions, source } = this.#shape;
    const terminated = this.#terminated.finish();
    return {
      nEpisodes: terminated.length,
      nStates,
      nActions,
      episodeStart: this.#episodeStart.finish(),
      state: this.#state.finish(),
      action: this.#action.finish(),
      reward: this.#reward.finish(),
      nextState: this.#nextState.finish(),
      terminated,
      ...(this.#propensity && { propensity: this.#propensity.finish() }),
      ...(this.#propensities && { propensities: this.#propensities.finish() }),
      ...(this.#hidden && { hidden: this.#hidden.finish() }),
      source,
    };
  }
}
