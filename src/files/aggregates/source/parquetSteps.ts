import type { StepChunk } from '../../../aggregates/source/stepSource.js';
import { DataError } from '../../../core/errors.js';
import { readWhole } from '../../read/readWhole.js';
import { shownValue } from '../../read/shownValue.js';
import { columnNames } from '../../trajectories/columns/columnNames.js';
import { findColumns } from '../../trajectories/columns/findColumns.js';
import type { FoundColumns } from '../../trajectories/columns/foundColumns.js';
import { parseLogHeader } from '../../trajectories/logHeader.js';
import { glanceParquet } from '../../trajectories/parquet/glanceParquet.js';
import { HEADER_KEY } from '../../trajectories/parquet/keys.js';
import { type ParquetFile, openParquet } from '../../trajectories/parquet/openParquet.js';
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
  const columns = findColumns(path, parquet.columns, {
    names: columnNames('aggregate', options.columns),
    renamed: options.columns ?? {},
    outcome: undefined,
    missingEnds: undefined,
    numberActions: false,
    numberSteps: false,
    nActions: header.nActions ?? options.nActions,
    propensity: true,
    say: () => undefined,
  });
  if (columns.nextState === undefined)
    throw new DataError(`${path}: must have a column 'next_state', got none - name the state that each step leads to`);
  return {
    nStates: header.nStates ?? options.nStates,
    nActions: header.nActions ?? options.nActions,
    source: header.source ?? {},
    hasPropensity: (columns.propensity ?? columns.logPropensity ?? columns.propensities.at(0)) !== undefined,
    pieces: parquet.groups,
    async open() {
      const file = openParquet(path, await readWhole(path, LARGEST, 'split the log into several files'));
      return {
        async *chunks(group) {
          yield await chunkOf(path, file, columns, group);
        },
      };
    },
  };
}

async function chunkOf(file: string, parquet: ParquetFile, columns: FoundColumns, group: number): Promise<StepChunk> {
  const rows = parquet.groups[group];
  const read = async <T extends Int32Array | Uint8Array | Float64Array>(into: T, column: number): Promise<T> => {
    const name = parquet.columns[column];
    copyNumbers(`${file}: column ${name}`, await parquet.values(name, group), into);
    return into;
  };
  const { names, start } = runsOf(await parquet.values(parquet.columns[columns.episode], group));
  const action = await read(new Int32Array(rows), columns.action);
  const propensity = await propensityOf(columns, action, (column) => read(new Float64Array(rows), column));
  return {
    file,
    names,
    start,
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
