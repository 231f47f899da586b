import { DataError } from '../../../core/errors.js';
import { parseLogHeader } from '../../trajectories/logHeader.js';
import { glanceParquet } from '../../trajectories/parquet/glanceParquet.js';
import { HEADER_KEY } from '../../trajectories/parquet/keys.js';
import { openParquet } from '../../trajectories/parquet/openParquet.js';
import { chunkOfColumns, columnsOfSteps, hasPropensity } from './stepColumns.js';
import type { StepFile, StepFileOptions } from './stepFile.js';

/**
 * A log in Parquet, whose groups of rows are read and decoded one at a time. What it is of is read off its end.
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
      const file = await openParquet(path, path);
      if (file.groups.join() !== parquet.groups.join()) {
        await file.close();
        throw new DataError(
          `${path}: must stay as it is while it is read, got one with other groups of rows - read it again when it is whole`,
        );
      }
      return {
        close: () => file.close(),
        async *chunks(group) {
          const values = (column: number): Promise<ArrayLike<unknown>> => file.values(file.columns[column], group);
          yield await chunkOfColumns(path, file.groups[group], file.columns, columns, values);
        },
      };
    },
  };
}
