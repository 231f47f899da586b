import type { StepChunk } from '../../../aggregates/source/stepSource.js';
import { DataError } from '../../../core/errors.js';
import { shownValue } from '../../read/shownValue.js';
import { columnNames } from '../../trajectories/columns/columnNames.js';
import { findColumns } from '../../trajectories/columns/findColumns.js';
import type { FoundColumns } from '../../trajectories/columns/foundColumns.js';
import type { ColumnNames } from '../../trajectories/columns/logColumn.js';

/**
 * Finds the columns of a log that is summed up as it is: states, actions and steps are numbers from 0.
 *
 * @throws DataError where one is missing
 */
export function columnsOfSteps(
  where: string,
  names: readonly string[],
  nActions: number | undefined,
  renamed: ColumnNames = {},
): FoundColumns {
  const columns = findColumns(where, names, {
    ...{ names: columnNames('aggregate', renamed), renamed, nActions, propensity: true, say: () => undefined },
    ...{ outcome: undefined, missingEnds: undefined, numberActions: false, numberSteps: false },
  });
  if (columns.nextState === undefined)
    throw new DataError(`${where}: must have a column 'next_state', got none - name the state that each step leads to`);
  return columns;
}

export function hasPropensity({ propensity, logPropensity, propensities }: FoundColumns): boolean {
  return (propensity ?? logPropensity ?? propensities.at(0)) !== undefined;
}

/**
 * Rows of a log by its columns.
 *
 * @param file opens the messages of errors
 * @param names of all columns
 * @param values of a column, shape (rows)
 * @throws DataError for what is no number, or no integer
 */
export async function chunkOfColumns(
  file: string,
  rows: number,
  names: readonly string[],
  columns: FoundColumns,
  values: (column: number) => ArrayLike<unknown> | Promise<ArrayLike<unknown>>,
): Promise<StepChunk> {
  const read = async <T extends Int32Array | Uint8Array | Float64Array>(into: T, column: number): Promise<T> => {
    copyNumbers(`${file}: column ${names[column]}`, await values(column), into);
    return into;
  };
  const runs = runsOf(await values(columns.episode));
  const action = await read(new Int32Array(rows), columns.action);
  const propensity = await propensityOf(columns, action, (column) => read(new Float64Array(rows), column));
  return {
    file,
    ...runs,
    t: await read(new Int32Array(rows), columns.t!),
    state: await read(new Int32Array(rows), columns.state),
    action,
    reward: await read(new Float64Array(rows), columns.reward),
    nextState: await read(new Int32Array(rows), columns.nextState!),
    terminated: await read(new Uint8Array(rows), columns.terminated!),
    ...(propensity && { propensity }),
  };
}

/** Where the name of the episode changes. */
function runsOf(episode: ArrayLike<unknown>): { names: string[]; start: number[] } {
  const names: string[] = [];
  const start: number[] = [];
  for (let i = 0; i < episode.length; i++)
    if (i === 0 || episode[i] !== episode[i - 1]) {
      names.push(String(episode[i]));
      start.push(i);
    }
  return { names, start: [...start, episode.length] };
}

async function propensityOf(
  { propensity, logPropensity, propensities }: FoundColumns,
  action: Int32Array,
  read: (column: number) => Promise<Float64Array>,
): Promise<Float64Array | undefined> {
  if (propensity !== undefined) return read(propensity);
  if (logPropensity !== undefined) return (await read(logPropensity)).map(Math.exp);
  if (propensities.length === 0) return undefined;
  const taken = new Float64Array(action.length);
  for (let a = 0; a < propensities.length; a++) {
    const chances = await read(propensities[a]);
    for (let i = 0; i < taken.length; i++) if (action[i] === a) taken[i] = chances[i];
  }
  return taken;
}

/** Integers are checked, as an array of them would round in silence what is none. */
function copyNumbers(where: string, values: ArrayLike<unknown>, into: Int32Array | Uint8Array | Float64Array): void {
  const whole = !(into instanceof Float64Array);
  for (let i = 0; i < into.length; i++) {
    const value = values[i];
    const number =
      typeof value === 'number' ? value : typeof value === 'bigint' || typeof value === 'boolean' ? Number(value) : NaN;
    into[i] = number;
    if (whole ? into[i] !== number : Number.isNaN(number))
      throw new DataError(`${where}: must hold ${whole ? 'integers' : 'numbers'} alone, got ${shownValue(value)}`);
  }
}
