import type { FoundColumns } from '../columns/foundColumns.js';
import type { RowUnit } from './rowUnit.js';
import type { IdNumbers } from './names/idNumbers.js';
import type { NameIndex } from './names/nameIndex.js';
import type { OutcomeNames } from './names/outcomeNames.js';
import type { StepArrays } from './stepColumns.js';

/** In `nextState` of a row that holds −1, which is no state: right after the end of a run only. */
export const AFTER_END = -2;

/** Bits of `flags`. */
export const TERMINATED = 1;
export const TRUNCATED = 2;

/** A row that holds no action, and so is no step: it only says where a run came to, and how it ended. */
export interface LastRow {
  readonly line: number;
  readonly t: number;
  readonly state: number;
  readonly flags: number;
  readonly outcome: number;
}

/** The rows of a log as they came, each right by itself. */
export interface ReadSteps extends StepArrays {
  readonly unit: RowUnit;
  readonly columns: FoundColumns;
  readonly nEpisodes: number;
  /** Names of the episodes, in the order in which they came; in a piece of a log also of the one that follows. */
  readonly episodes: NameIndex;
  /** Whether every episode's rows came together, with t from `firstT`. */
  readonly inOrder: boolean;
  /** The first row's t, if that is 1; else 0. */
  readonly firstT: 0 | 1;
  readonly numberSteps: boolean;
  /** Undefined where only the rows tell. */
  readonly nStates: number | undefined;
  readonly nActions: number | undefined;
  /** The ids of states, where they are to be numbered: `state` and `nextState` hold places of them. */
  readonly stateIds: IdNumbers | undefined;
  readonly actionIds: IdNumbers | undefined;
  readonly outcomes: OutcomeNames | undefined;
  readonly propensity: Float64Array | undefined;
  /** Row i at i·A. */
  readonly propensities: Float64Array | undefined;
  /** By episode. */
  readonly lastRows: ReadonlyMap<number, LastRow>;
}
