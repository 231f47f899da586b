/** What a column of a log file holds. */
export type LogColumn =
  | 'episode'
  | 't'
  | 'state'
  | 'action'
  | 'reward'
  | 'next_state'
  | 'terminated'
  /** Whether the log stops after the step while the process went on. */
  | 'truncated'
  | 'hidden'
  | 'propensity'
  /** The propensity's logarithm, in its place. */
  | 'log_propensity'
  /** The prefix of one column for each action: `propensity_0`, `propensity_1`, ... */
  | 'propensity_'
  /** Those of all actions as one list a step, in place of the columns. */
  | 'propensities';

/** Other names for columns: `{ state: 's' }` reads the state from column `s`. */
export type ColumnNames = Readonly<Partial<Record<LogColumn, string>>>;

/** Columns that every log file of ours has, in the order in which they are written. */
export const REQUIRED: readonly LogColumn[] = ['episode', 't', 'state', 'action', 'reward', 'next_state', 'terminated'];
