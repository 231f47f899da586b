import { readWhole } from '../../read/readWhole.js';
import { parseLogHeader } from '../../trajectories/logHeader.js';
import { glanceParquet } from '../../trajectories/parquet/glanceParquet.js';
import { HEADER_KEY } from '../../trajectories/parquet/keys.js';
import { openParquet } from '../../trajectories/parquet/openParquet.js';
import { chunkOfColumns, columnsOfSteps, hasPropensity } from './stepColumns.js';
import type { StepFile, StepFileOptions } from './stepFile.js';

/** The bytes of one file are held at once: logs beyond that are many files. */
const LARGEST = 2 ** 32;

/**
 * A log in Parquet, whose groups of rows are decoded one at a time. What it is of is read off its end; all its bytes are
 * read, once, when it is opened.
 *
 * @throws DataError where it is no such file, lacks a column, or holds what is no number
 */
export async function parquetSteps(path: string, options: StepFileOptions = {}): Promise<StepFile> {
  const parquet = await glanceParquet(path);
  const text = parquet.metadata(HEADER_KEY);
  const header = text === undefined ? {} : parseLogHeader(`${path}: metadata`, text);
  const columns = columnsOfSteps(path, parquet.columns, header.nActions ?? options.nActions, options.columns);
  return {
    nStates: header.nStates ?? options.nStates,
    nActions: header.nActions ?? options.nActions,
    source: header.source ?? {},
    hasPropensity: hasPropensity(columns),
    pieces: parquet.groups,
    async open() {
      const file = openParquet(path, await readWhole(path, LARGEST, 'split the log into several files'));
      return {
        async *chunks(group) {
          const values = (column: number): Promise<ArrayLike<unknown>> => file.values(file.columns[column], group);
          yield await chunkOfColumns(path, file.groups[group], file.columns, columns, values);
        },
      };
    },
  };
}
