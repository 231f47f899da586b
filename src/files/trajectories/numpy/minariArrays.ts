import { DataError } from '../../../core/errors.js';
import type { NpyArray } from '../../numpy/npyArray.js';
import type { LogColumn } from '../columns/logColumn.js';

/** Arrays by name, read as they are asked for. */
export interface NamedArrays {
  readonly names: readonly string[];
  shape(name: string): readonly number[];
  read(name: string): NpyArray;
}

const GROUP = /^(?:.*\/)?episode_(\d+)\/([^/]+)$/;

/**
 * The arrays of a data set of Minari with one entry a step. Minari keeps one state more than steps for each episode,
 * the last of which is where it came to: of a group of arrays for each episode (`episode_0/observations`, ...), or of
 * arrays of all episodes one after another. Both become states, and next states beside them. Arrays that have as many
 * states as steps stay as they are.
 *
 * @throws DataError if the lengths do not fit together
 *
 * Source: minari.farama.org, "Dataset standards".
 */
export function minariArrays(
  file: string,
  arrays: NamedArrays,
  names: Readonly<Record<LogColumn, string>>,
): NamedArrays {
  const groups = new Map<number, Map<string, string>>();
  for (const name of arrays.names) {
    const match = GROUP.exec(name);
    if (!match) continue;
    const [, number, column] = match;
    const group = groups.get(Number(number)) ?? new Map<string, string>();
    groups.set(Number(number), group.set(column, name));
  }
  const inOrder = [...groups].sort(([a], [b]) => a - b);
  if (inOrder.length > 0) return ofGroups(file, arrays, names, inOrder);
  const flags = [names.terminated, names.truncated].filter((name) => arrays.names.includes(name));
  if (![names.state, names.action].every((name) => arrays.names.includes(name)) || flags.length === 0) return arrays;
  const [nStates, nSteps] = [names.state, names.action].map((name) => arrays.shape(name)[0]);
  if (nStates === nSteps) return arrays;
  const [ended, cut] = flags.map((name) => arrays.read(name).data);
  const ends = Array.from({ length: nSteps }, (_, i) => i).filter(
    (i) => i === nSteps - 1 || Number(ended[i]) === 1 || Number((cut as typeof ended | undefined)?.[i] ?? 0) === 1,
  );
  if (nStates !== nSteps + ends.length)
    throw new DataError(
      `${file}: ${names.state} must have an entry for each of the ${nSteps} steps and one more for each of the ${ends.length} episodes, got ${nStates}`,
    );
  const state = list(arrays.read(names.state));
  let episode = 0;
  const at = Array.from({ length: nSteps }, (_, i) => (i > 0 && i - 1 === ends[episode] ? ++episode : episode) + i);
  return replaced(arrays, {
    [names.state]: at.map((i) => state[i]),
    [names.next_state]: at.map((i) => state[i + 1]),
    [names.episode]: at.map((place, i) => place - i),
  });
}

function ofGroups(
  file: string,
  arrays: NamedArrays,
  names: Readonly<Record<LogColumn, string>>,
  groups: readonly (readonly [number, ReadonlyMap<string, string>])[],
): NamedArrays {
  const columns: Record<string, unknown[]> = {};
  const add = (column: string, values: readonly unknown[]): void => {
    columns[column] = (columns[column] ?? []).concat(values);
  };
  const wanted = [names.action, names.reward, names.terminated, names.truncated];
  for (const [number, group] of groups) {
    const values = (column: string): unknown[] => {
      const name = group.get(column);
      if (name === undefined)
        throw new DataError(`${file}: episode_${number} must have the array '${column}', got none`);
      return list(arrays.read(name));
    };
    const state = values(names.state);
    const nSteps = state.length - 1;
    add(names.episode, new Array<number>(nSteps).fill(number));
    add(names.state, state.slice(0, -1));
    add(names.next_state, state.slice(1));
    for (const column of wanted) {
      const entries = values(column);
      if (entries.length !== nSteps)
        throw new DataError(
          `${file}: episode_${number}/${column} must have the ${nSteps} steps between its ${nSteps + 1} ${names.state}, got ${entries.length}`,
        );
      add(column, entries);
    }
  }
  return replaced({ names: [], shape: () => [], read: (name) => arrays.read(name) }, columns);
}

function list({ data, shape }: NpyArray): unknown[] {
  const width = shape.length === 2 ? shape[1] : 1;
  // A list for each step, which whoever reads the column refuses.
  return shape.length > 2 || width !== 1
    ? Array.from({ length: shape[0] ?? 0 }, () => `an array of shape (${shape.slice(1).join(', ')})`)
    : Array.from<unknown>(data as ArrayLike<unknown>);
}

function replaced(arrays: NamedArrays, columns: Readonly<Record<string, readonly unknown[]>>): NamedArrays {
  const own = (name: string): boolean => Object.hasOwn(columns, name);
  return {
    names: [...new Set([...arrays.names, ...Object.keys(columns)])],
    shape: (name) => (own(name) ? [columns[name].length] : arrays.shape(name)),
    read: (name) =>
      own(name)
        ? { dtype: 'O', shape: [columns[name].length], data: columns[name] as unknown as NpyArray['data'] }
        : arrays.read(name),
  };
}
