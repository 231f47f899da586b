import type { ColumnNames, LogColumn } from './logColumn.js';

/** Where the columns of a log are among those of its file; undefined where it has none. */
export interface FoundColumns {
  readonly episode: number;
  readonly t: number | undefined;
  /** The first of `features`, where states are made of them. */
  readonly state: number;
  /** Columns that states are made of; absent where the log has states. */
  readonly features?: readonly number[] | undefined;
  readonly action: number;
  readonly reward: number;
  readonly nextState: number | undefined;
  readonly terminated: number | undefined;
  readonly truncated: number | undefined;
  readonly outcome: number | undefined;
  readonly hidden: number | undefined;
  readonly propensity: number | undefined;
  readonly logPropensity: number | undefined;
  /** One for each action; empty if the file has none. */
  readonly propensities: readonly number[];
  /** Of lists of them, in place of those columns. */
  readonly propensityList: number | undefined;
  /** What follows the prefix in the names of those, where actions are not known by number. */
  readonly actionNames: readonly string[];
  /** Whether `terminated` is 1 also for runs that are cut off, as a column `done` is. */
  readonly done: boolean;
}

/** Which columns are looked for. */
export interface WantedColumns {
  /** What each column is called. */
  readonly names: Readonly<Record<LogColumn, string>>;
  /** Those whose names were given: they must be there. */
  readonly renamed: ColumnNames;
  /** Column of outcomes. */
  readonly outcome: string | undefined;
  /** Names of the columns that states are made of, where they are. */
  readonly features?: readonly string[] | undefined;
  /** How every run ended, where no column says it. */
  readonly missingEnds: 'terminated' | 'truncated' | undefined;
  readonly numberActions: boolean;
  readonly numberSteps: boolean;
  /** Undefined where only the rows will tell. */
  readonly nActions: number | undefined;
  /** Whether columns of propensities are looked for. */
  readonly propensity: boolean;
  readonly say: (sentence: string) => void;
}
