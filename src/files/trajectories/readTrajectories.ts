import { ArgumentError, DataError } from '../../core/errors.js';
import type { Trajectories, TrajectoriesSource } from '../../trajectories/trajectories.js';
import { fileName } from '../fileFault.js';
import { readChunks } from '../readChunks.js';
import { assembleTrajectories } from './assembleTrajectories.js';
import { type ColumnNames, columnNames } from './columnNames.js';
import { findColumns } from './findColumns.js';
import { LOG_FORMATS, type LogFormat, logFormat } from './logFormat.js';
import type { LogHeader } from './logHeader.js';
import type { RowReader } from './logRows.js';
import { readCsvRows } from './readCsvRows.js';
import { readNumpyLog } from './numpy/readNumpyLog.js';
import { readJsonlRows } from './readJsonlRows.js';
import { StepRows } from './stepRows.js';

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

/** A library that logs are written with, by the names that its columns have. */
export type NamingConvention = 'minari' | 'd4rl' | 'rllib';

/** What may separate the fields of CSV. */
export type Separator = ',' | ';' | '\t';

/**
 * Reads a log from a file, one step a row: columns `episode`, `t`, `state`, `action`, `reward`, `next_state`,
 * `terminated`, and where they are known `hidden`, `propensity` and `propensity_0` to `propensity_{A-1}`. Others are
 * left alone. Episodes may come in any order and mixed; t counts from 0 in each; `terminated` is 1 on the last row of an
 * episode that ended, and 0 on all others.
 *
 * NumPy's archives (`.npz`) hold the same columns as arrays, episodes one after another. Those of others may have `done`,
 * `terminal` and `pscore` in place of `terminated` and `propensity`, and lack `episode`, `t` and `next_state`, as a logged
 * dataset of SCOPE-RL does: then the state after an episode's last step is one of two that are added, the end and
 * cut off. A single array (`.npy`, or alone in an archive) has shape (episodes, steps, 7), as in the code of Oberst & Sontag
 * (2019): time, action, state, next state, hidden component twice, reward; action −1 after the end. Which layout means what
 * is in `numpy/flatArrays.ts` and `numpy/sevenColumns.ts`. Pickles are not read.
 *
 * @param path CSV (`.csv`), JSON lines (`.jsonl`, `.ndjson`), Parquet (`.parquet`), or arrays (`.npz`, `.npy`); `-` is standard input
 * @returns the log, its episodes in the order in which they first come
 * @throws ArgumentError on options; DataError with file and line, or index, on everything that is wrong with the file
 *
 * Cost O(steps), some 2.5 µs each. Text is read as a stream; only the columns are kept.
 */
export async function readTrajectories(path: string, options: ReadTrajectoriesOptions = {}): Promise<Trajectories> {
  const { columns, nStates, nActions, source } = options;
  for (const [name, value] of Object.entries({ nStates, nActions })) {
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1))
      throw new ArgumentError(`readTrajectories: ${name} must be an integer ≥ 1, got ${value}`);
  }
  const file = fileName(path);
  const format = logFormat('readTrajectories', path, options.format, LOG_FORMATS);
  const names = columnNames('readTrajectories', columns);
  if (format === 'npy' || format === 'npz') {
    const renamed = Object.keys(columns ?? {}).length > 0;
    return readNumpyLog(path, file, { format, names, renamed, nStates, nActions, source });
  }
  let lastByte: number | undefined;
  const { rows, header } = await readers[format](
    file,
    watched(readChunks(path), (byte) => (lastByte = byte)),
    (line, fields, own) => {
      const found = findColumns(`${file}:${line}`, fields, names);
      const sizes = { nStates: nStates ?? own?.nStates, nActions: nActions ?? own?.nActions };
      return { columns: found, rows: new StepRows({ file, fields, columns: found, ...sizes }) };
    },
  );
  if (!rows || rows.length === 0) {
    const got = lastByte === undefined ? 'an empty file' : 'none';
    throw new DataError(`${file}: must hold at least one step, got ${got} - check that it was written to its end`);
  }
  const steps = rows.finish();
  if (header) checkWhole(file, header, steps.episodes.length, steps.line, format === 'parquet' ? LINE_BREAK : lastByte);
  return assembleTrajectories(file, steps, { ...header?.source, ...source });
}

const readers: Readonly<Record<'csv' | 'jsonl' | 'parquet', RowReader>> = {
  csv: readCsvRows,
  jsonl: readJsonlRows,
  // The unpackers of Parquet are made as they are loaded.
  parquet: async (...file) => (await import('./parquet/readParquetRows.js')).readParquetRows(...file),
};

async function* watched(
  chunks: AsyncIterable<Buffer>,
  seen: (lastByte: number | undefined) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    if (chunk.length > 0) seen(chunk.at(-1));
    yield chunk;
  }
}

const LINE_BREAK = 10;

/** A file that we wrote ends in a line break and says how much it holds, so that we notice if a part is gone. */
function checkWhole(
  file: string,
  { nEpisodes, nSteps }: LogHeader,
  episodes: number,
  line: Uint32Array,
  lastByte: number | undefined,
): void {
  const steps = line.length;
  if (lastByte !== LINE_BREAK)
    throw new DataError(
      `${file}:${line[steps - 1]}: the last line must end in a line break, got none - the file is cut short, write it again`,
    );
  if ((nEpisodes ?? episodes) !== episodes || (nSteps ?? steps) !== steps)
    throw new DataError(
      `${file}: must hold the ${nEpisodes ?? episodes} episodes and ${nSteps ?? steps} steps of its first line, got ${episodes} and ${steps} - write it again, or delete the first line if rows were taken out on purpose`,
    );
}
