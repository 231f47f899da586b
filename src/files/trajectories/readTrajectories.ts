import { ArgumentError } from '../../core/errors.js';
import type { Trajectories, TrajectoriesSource } from '../../trajectories/trajectories.js';
import { fileName } from '../read/fileFault.js';
import { type ColumnNames, columnNames } from './columns/columnNames.js';
import type { NamingConvention } from './columns/conventions.js';
import { LOG_FORMATS, type LogFormat, logFormat } from './logFormat.js';
import { readNumpyLog } from './numpy/readNumpyLog.js';
import { readRowLog } from './readRowLog.js';
import type { Separator } from './text/csvDialect.js';

export interface ReadTrajectoriesOptions {
  /** Default: by the extension. Needed for standard input. */
  readonly format?: LogFormat;
  /** Names of columns that are called something else in the file. */
  readonly columns?: ColumnNames;
  /**
   * Number of states, an integer ≥ 1; default: what the file says of itself, else the largest state + 1. An archive that
   * lacks next states gets two more: see `readTrajectories`.
   */
  readonly nStates?: number;
  /** Number of actions; default likewise, where a column for each action says it too. */
  readonly nActions?: number;
  /** What the states mean; what is given here goes before what the file says of itself. */
  readonly source?: TrajectoriesSource;
  /** Whose names the columns have: those of Minari, of D4RL or of RLlib; `columns` goes before them. */
  readonly names?: NamingConvention;
  /** What separates the fields of CSV; default: what separates the column names. */
  readonly separator?: Separator;
  /** The decimal mark; default: a point, or where fields are not separated by commas, whichever is met. */
  readonly decimal?: '.' | ',';
  /** States in which runs end, by the name of the end; where states are numbered, as the file calls them. */
  readonly ends?: Readonly<Record<string, number | string>>;
  /**
   * A column that says how each run ended: its last row enters an end that is added after the largest state, one for each
   * name; of 1 and 0, or true and false, one with the name of the column and one `not` it.
   */
  readonly outcome?: string;
  /** How each run ended where no column says it. */
  readonly missingEnds?: 'terminated' | 'truncated';
  /** Whether a run that stops in a state in which others end has ended too; default false. */
  readonly endsTerminate?: boolean;
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

/**
 * Reads a log from a file, one step a row: columns `episode`, `t`, `state`, `action`, `reward`, `next_state`,
 * `terminated`, and where they are known `truncated`, `hidden`, `propensity` (or `log_propensity`) and `propensity_0` to
 * `propensity_{A-1}`; names in any case. Others are left alone. Episodes may come in any order and mixed; t counts from 0, or
 * from 1, in each; `terminated` is 1 on the last row of an episode that ended, and 0 on all others.
 *
 * Text is UTF-8, or UTF-16 with its byte order mark, and may be packed by gzip. The separator of CSV is found, empty rows are left
 * out. JSON is one object a line, or a table (`readJsonRows.ts`). Ids of episodes are text and come out as they went in: `007`
 * and `7`, `201.0` and `201` are two; of JSON, where numbers have no such forms, the number, with all its digits. Without
 * `next_state` it is the next row's state. A last row without an action (or with −1) names the state that the run came to. After the end
 * `next_state` may hold anything that is no state of its own: see `resolveEnds`.
 *
 * NumPy's archives (`.npz`) hold the same columns as arrays, episodes one after another. Those of others may have `done`,
 * `terminal` and `pscore` in place of `terminated` and `propensity`, and lack `episode`, `t` and `next_state`, as a logged
 * dataset of SCOPE-RL does: then the state after an episode's last step is one of two that are added, the end and
 * cut off. A single array (`.npy`, or alone in an archive) has shape (episodes, steps, 7), as in the code of Oberst & Sontag
 * (2019): time, action, state, next state, hidden component twice, reward; action −1 after the end. Which layout means what
 * is in `numpy/flatArrays.ts` and `numpy/sevenColumns.ts`. Pickles are not read.
 *
 * @param path CSV (`.csv`, `.tsv`), JSON (`.jsonl`, `.ndjson`, `.json`), any of these with `.gz`, Parquet (`.parquet`), or arrays
 *   (`.npz`, `.npy`); `-` is standard input
 * @returns the log, its episodes in the order in which they first come
 * @throws ArgumentError on options; DataError with file and line, or index, on everything that is wrong with the file
 *
 * Cost O(steps), some 2.5 µs each. Text is read as a stream, JSON tables at once; only the columns are kept.
 */
export async function readTrajectories(path: string, options: ReadTrajectoriesOptions = {}): Promise<Trajectories> {
  checkOptions(options);
  const { columns, nStates, nActions, source } = options;
  const file = fileName(path);
  const format = logFormat('readTrajectories', path, options.format, LOG_FORMATS);
  const names = columnNames('readTrajectories', columns, options.names);
  if (format === 'npy' || format === 'npz') {
    const renamed = Object.keys(columns ?? {}).length > 0;
    return readNumpyLog(path, file, { format, names, renamed, nStates, nActions, source, options });
  }
  return readRowLog(path, file, format, names, options);
}

function checkOptions(options: ReadTrajectoriesOptions): void {
  const { nStates, nActions, columns = {}, emptyReward = 0 } = options;
  for (const [name, value] of Object.entries({ nStates, nActions })) {
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1))
      throw new ArgumentError(`readTrajectories: ${name} must be an integer ≥ 1, got ${value}`);
  }
  if (!Number.isFinite(emptyReward))
    throw new ArgumentError(`readTrajectories: emptyReward must be a finite number, got ${emptyReward}`);
  const fail = (one: string, other: string, remedy: string): never => {
    throw new ArgumentError(`readTrajectories: ${one} must not go with ${other} - ${remedy}`);
  };
  if (nStates !== undefined && options.numberStates) fail('nStates', 'numberStates', 'the states are counted');
  if (nActions !== undefined && options.numberActions) fail('nActions', 'numberActions', 'the actions are counted');
  const chances = (['propensity', 'log_propensity', 'propensity_'] as const).find(
    (column) => columns[column] !== undefined,
  );
  if (options.propensity === false && chances !== undefined)
    fail(`a column ${chances}`, 'propensity: false', 'either read it or leave it alone');
  const ends = options.ends !== undefined || options.outcome !== undefined || options.endsTerminate === true;
  if (options.source?.env !== undefined && (ends || options.numberStates))
    fail(
      'ends, outcome, endsTerminate and numberStates',
      `env '${options.source.env}'`,
      'its states and ends are known',
    );
}
