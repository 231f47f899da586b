import { type GrowingColumn, float64Column, int32Column, uint8Column } from '../../../trajectories/growingColumn.js';
import { RunColumn, type Runs } from './runColumn.js';

/** The columns of the rows of a log as they came, shape (rows) each. */
export interface StepArrays {
  readonly line: Runs;
  /** Index of the episode. */
  readonly episode: Runs;
  readonly t: Runs;
  readonly state: Int32Array;
  readonly action: Int32Array;
  readonly reward: Float64Array;
  /** `NO_STATE` where there is none, `AFTER_END` for −1. */
  readonly nextState: Int32Array;
  /** `TERMINATED`, `TRUNCATED`, both, or 0. */
  readonly flags: Uint8Array;
  /** Place of an outcome, or `NO_OUTCOME`. */
  readonly outcome: Int32Array | undefined;
  readonly hidden: Int32Array | undefined;
}

/** Which columns there are that a log need not have. */
export interface FurtherColumns {
  readonly outcome: boolean;
  readonly hidden: boolean;
}

/** Those columns as they grow. */
export class StepColumns {
  readonly line: RunColumn = new RunColumn(1);
  readonly episode: RunColumn = new RunColumn(0);
  readonly t: RunColumn = new RunColumn(1);
  readonly state: GrowingColumn<Int32Array> = int32Column();
  readonly action: GrowingColumn<Int32Array> = int32Column();
  readonly reward: GrowingColumn<Float64Array> = float64Column();
  readonly nextState: GrowingColumn<Int32Array> = int32Column();
  readonly flags: GrowingColumn<Uint8Array> = uint8Column();
  readonly outcome: GrowingColumn<Int32Array> | undefined;
  readonly hidden: GrowingColumn<Int32Array> | undefined;

  constructor({ outcome, hidden }: FurtherColumns) {
    this.outcome = outcome ? int32Column() : undefined;
    this.hidden = hidden ? int32Column() : undefined;
  }

  get length(): number {
    return this.state.length;
  }

  /** The columns, which are empty afterwards. */
  finish(): StepArrays {
    return {
      line: this.line.finish(),
      episode: this.episode.finish(),
      t: this.t.finish(),
      state: this.state.finish(),
      action: this.action.finish(),
      reward: this.reward.finish(),
      nextState: this.nextState.finish(),
      flags: this.flags.finish(),
      outcome: this.outcome?.finish(),
      hidden: this.hidden?.finish(),
    };
  }

  /**
   * The first rows, which are gone afterwards; the others, of one episode, stay.
   *
   * Cost O(rows).
   */
  take(rows: number): StepArrays {
    const all = this.finish();
    this.#keep(all, rows);
    return {
      line: all.line.first(rows),
      episode: all.episode.first(rows),
      t: all.t.first(rows),
      state: all.state.slice(0, rows),
      action: all.action.slice(0, rows),
      reward: all.reward.slice(0, rows),
      nextState: all.nextState.slice(0, rows),
      flags: all.flags.slice(0, rows),
      outcome: all.outcome?.slice(0, rows),
      hidden: all.hidden?.slice(0, rows),
    };
  }

  /** Takes in again what comes from a row on, of one episode, which is the first now. */
  #keep(all: StepArrays, from: number): void {
    for (let row = from; row < all.state.length; row++) {
      this.line.push(all.line.at(row));
      this.episode.push(0);
      this.t.push(all.t.at(row));
      this.state.push(all.state[row]);
      this.action.push(all.action[row]);
      this.reward.push(all.reward[row]);
      this.nextState.push(all.nextState[row]);
      this.flags.push(all.flags[row]);
      if (all.outcome) this.outcome?.push(all.outcome[row]);
      if (all.hidden) this.hidden?.push(all.hidden[row]);
    }
  }
}
