import type { ReadTrajectoriesOptions } from './readOptions.js';
import { ArgumentError } from '../../core/errors.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { fileName } from '../read/fileFault.js';
import { checkReadOptions } from './checkReadOptions.js';
import { columnNames } from './columns/columnNames.js';
import { LOG_FORMATS, logFormat } from './logFormat.js';
import { readNumpyLog } from './numpy/readNumpyLog.js';
import { readRowLog } from './readRowLog.js';

/**
 * Reads a log from a file, one step a row: columns `episode`, `t`, `state`, `action`, `reward`, `next_state`,
 * `terminated`, and where they are known `truncated`, `hidden`, `propensity` (or `log_propensity`) and `propensity_0`
 * to `propensity_{A-1}`; names in any case. Others are left alone. Episodes may come in any order and mixed; t counts
 * from 0, or from 1, in each; `terminated` is 1 on the last row of an episode that ended, and 0 on all others.
 *
 * Text is UTF-8, or UTF-16 with its byte order mark, and may be packed by gzip. The separator of CSV is found, empty
 * rows are left out. JSON is one object a line, or a table (`text/json/readJsonRows.ts`). Ids of episodes are text and come
 * out as they went in: `007` and `7`, `201.0` and `201` are two; of JSON, where numbers have no such forms, the number,
 * with all its digits. Without `next_state` it is the next row's state. A last row without an action (or with −1) names
 * the state that the run came to. After the end `next_state` may hold anything that is no state of its own: see
 * `resolveEnds`.
 *
 * NumPy's archives (`.npz`) hold the same columns as arrays, episodes one after another. Those of others may have
 * `done`, `terminal` and `pscore` in place of `terminated` and `propensity`, and lack `episode`, `t` and `next_state`,
 * as a logged dataset of SCOPE-RL does: then the state after an episode's last step is one of two that are added, the
 * end and cut off. A single array (`.npy`, or alone in an archive) has shape (episodes, steps, 7), as in the code of
 * Oberst & Sontag (2019): time, action, state, next state, hidden component twice, reward; action −1 after the end.
 * Which layout means what is in `numpy/flatArrays.ts` and `numpy/sevenColumns.ts`. Pickles are not read.
 *
 * @param path CSV (`.csv`, `.tsv`), JSON (`.jsonl`, `.ndjson`, `.json`), any of these with `.gz`, Parquet (`.parquet`),
 *   or arrays (`.npz`, `.npy`); `-` is standard input
 * @returns the log, its episodes in the order in which they first come
 * @throws ArgumentError on options; DataError with file and line, or index, on everything that is wrong with the file
 *
 * Cost O(steps), some 2.5 µs each. Text is read as a stream, JSON tables at once; only the columns are kept.
 */
export async function readTrajectories(path: string, options: ReadTrajectoriesOptions = {}): Promise<Trajectories> {
  checkReadOptions(options);
  const { columns, nStates, nActions, source } = options;
  const file = fileName(path);
  const format = logFormat('readTrajectories', path, options.format, LOG_FORMATS);
  const names = columnNames('readTrajectories', columns, options.names);
  if (format === 'npy' || format === 'npz') {
    if (options.features)
      throw new ArgumentError(
        `readTrajectories: features must have columns with names, got format ${format} - write the log as CSV, JSON or Parquet`,
      );
    const renamed = Object.keys(columns ?? {}).length > 0;
    return readNumpyLog(path, file, { format, names, renamed, nStates, nActions, source, options });
  }
  return readRowLog(path, file, format, names, options);
}
