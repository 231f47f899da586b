import type { FeatureStates } from '../../states/featureStates.js';
import type { TrajectoriesSource } from '../../trajectories/trajectories.js';
import type { ColumnNames } from './columns/logColumn.js';
import type { NamingConvention } from './columns/conventions.js';
import type { LogFormat } from './logFormat.js';
import type { Separator } from './text/csv/csvDialect.js';

export interface ReadTrajectoriesOptions {
  /** Default: by the extension. Needed for standard input. */
  readonly format?: LogFormat;
  /** Names of columns that are called something else in the file. */
  readonly columns?: ColumnNames;
  /**
   * Number of states, an integer ≥ 1; default: what the file says of itself, else the largest state + 1. An archive
   * that lacks next states gets two more: see `readTrajectories`.
   */
  readonly nStates?: number;
  /** Number of actions; default likewise, where a column for each action says it too. */
  readonly nActions?: number;
  /** What the states mean; what is given here goes before what the file says of itself. */
  readonly source?: TrajectoriesSource;
  /**
   * What is known of the states once it is known what the file says of itself, nothing if it is from elsewhere; goes
   * before `nStates`, `nActions` and `source`.
   */
  readonly known?: (own: TrajectoriesSource) => {
    readonly nStates: number;
    readonly nActions: number;
    readonly source: TrajectoriesSource;
  };
  /** Whose names the columns have: those of Minari, of D4RL or of RLlib; `columns` goes before them. */
  readonly names?: NamingConvention;
  /** What separates the fields of CSV; default: what separates the column names. */
  readonly separator?: Separator;
  /** The decimal mark; default: a point, or where fields are not separated by commas, whichever is met. */
  readonly decimal?: '.' | ',';
  /** States in which runs end, by the name of the end; where states are numbered, as the file calls them. */
  readonly ends?: Readonly<Record<string, number | string>>;
  /**
   * A column that says how each run ended: its last row enters an end that is added after the largest state, one for
   * each name; of 1 and 0, or true and false, one with the name of the column and one `not` it.
   */
  readonly outcome?: string;
  /** How each run ended where no column says it. */
  readonly missingEnds?: 'terminated' | 'truncated';
  /** Whether a run that stops in a state in which others end has ended too; default false. */
  readonly endsTerminate?: boolean;
  /**
   * What makes states of columns of features, in place of columns of states: each row's is the nearest centre. A file that
   * was written in these states has them already.
   */
  readonly features?: FeatureStates;
  /** Whether to number the states, whatever the file calls them, from 0; the names are kept in `source.states`. */
  readonly numberStates?: boolean;
  /** Likewise the actions, in `source.actions`. */
  readonly numberActions?: boolean;
  /** Whether to number the steps of each episode anew, in the order of t, or as they come if there is no t. */
  readonly numberSteps?: boolean;
  /** What an empty reward stands for; default: it is refused. */
  readonly emptyReward?: number;
  /** To what the propensities were rounded, as 1e-4 where four decimals were written; default: not at all. */
  readonly rounding?: number;
  /** False leaves the propensities of the file alone. */
  readonly propensity?: false;
  /** Told, once each, what was found, left alone, made to sum to 1, or added. */
  readonly say?: (sentence: string) => void;
}
