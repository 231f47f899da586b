import { DataError } from '../../../core/errors.js';
import type { LogColumn } from '../columns/logColumn.js';
import { TRUNCATION_NAMES } from '../columns/conventions.js';
import { listed } from '../../read/listed.js';
import type { LogHeader } from '../logHeader.js';
import type { LogRows, StartRows } from '../logRows.js';
import type { NamedArrays } from './minariArrays.js';

/**
 * Reads arrays with one entry a step as rows, as CSV is read. Those of other shapes are no columns, but for the
 * probabilities of all actions, of shape (steps, A).
 *
 * Without an array of episodes they begin where t is 0, or after a step that ends one: then there must be an array of
 * truncations, or of next states, as a run that is cut off would else go on in the next.
 *
 * @throws DataError if there are no states, or nothing says where episodes begin
 */
export function arrayRows(
  file: string,
  arrays: NamedArrays,
  names: Readonly<Record<LogColumn, string>>,
  header: LogHeader | undefined,
  start: StartRows,
): LogRows {
  if (!arrays.names.includes(names.state))
    throw new DataError(`${file}: must have the array '${names.state}', got ${listed(arrays.names)}`);
  const shape = arrays.shape(names.state);
  const nSteps = shape[0] ?? 0;
  if (!isColumn(shape, nSteps))
    throw new DataError(
      `${file}: ${names.state} must be one number a step, got shape (${shape.join(', ')}) - number the states, and save the numbers`,
    );
  const isList = (name: string): boolean => name === names.propensities && isTable(arrays.shape(name), nSteps);
  const columns = new Map<string, ArrayLike<unknown> | undefined>(
    arrays.names
      .filter((name) => isColumn(arrays.shape(name), nSteps) || isList(name))
      .map((name) => [name, undefined]),
  );
  const first = [names.action, names.reward].find((name) => arrays.names.includes(name) && !columns.has(name));
  if (first !== undefined)
    throw new DataError(
      `${file}: ${first} must have one entry for each of the ${nSteps} steps, got shape (${arrays.shape(first).join(', ')})`,
    );
  const cuts = [...new Set([names.truncated, ...TRUNCATION_NAMES])].filter((name) => arrays.names.includes(name));
  if (cuts.length > 1 || cuts.some((name) => !columns.has(name)))
    throw new DataError(
      `${file}: must have one array that says which runs are cut off, of one entry a step, got ${listed(cuts)} - leave out all but that`,
    );
  addEpisodes(file, arrays, names, columns, nSteps);
  const fields = [...columns.keys()];
  const { rows, columns: found } = start({ line: 1, fields, header, unit: 'record' });
  const wanted = new Set(Object.values(found).flat());
  const values = fields.map((name, field) =>
    wanted.has(field) ? (columns.get(name) ?? columnOf(arrays, name, isList(name) ? nSteps : undefined)) : undefined,
  );
  const row: unknown[] = new Array(fields.length);
  for (let i = 0; i < nSteps; i++) {
    for (let field = 0; field < fields.length; field++) row[field] = fieldValue(values[field]?.[i]);
    rows.add(i + 1, row);
  }
  return { rows, header };
}

/** @param nSteps rows of an array that has several entries a step */
function columnOf(arrays: NamedArrays, name: string, nSteps: number | undefined): ArrayLike<unknown> {
  const { data } = arrays.read(name);
  if (nSteps === undefined) return data;
  const width = data.length / nSteps;
  const entries = Array.from(data, fieldValue);
  return Array.from({ length: nSteps }, (_, i) => entries.slice(i * width, (i + 1) * width));
}

/** Episodes and steps by number, where no array has them. */
function addEpisodes(
  file: string,
  arrays: NamedArrays,
  names: Readonly<Record<LogColumn, string>>,
  columns: Map<string, ArrayLike<unknown> | undefined>,
  nSteps: number,
): void {
  const read = (name: string): ArrayLike<unknown> | undefined =>
    columns.has(name) ? arrays.read(name).data : undefined;
  const t = read(names.t);
  let episode = read(names.episode);
  if (!episode) {
    const cut = [names.truncated, ...TRUNCATION_NAMES].map(read).find((flags) => flags !== undefined);
    const ended = read(names.terminated);
    if (!t && !(ended && (cut ?? columns.has(names.next_state))))
      throw new DataError(
        `${file}: must say where episodes begin, got neither '${names.episode}', '${names.t}' nor '${names.truncated}' beside '${names.terminated}' - number them in an array '${names.episode}'`,
      );
    const numbers = new Int32Array(nSteps);
    for (let i = 1; i < nSteps; i++)
      numbers[i] = numbers[i - 1] + Number(t ? Number(t[i]) === 0 : isSet(ended, i - 1) || isSet(cut, i - 1));
    columns.set(names.episode, numbers);
    episode = numbers;
  }
  if (t) return;
  const counts = new Map<unknown, number>();
  const steps = new Int32Array(nSteps);
  for (let i = 0; i < nSteps; i++) {
    steps[i] = counts.get(episode[i]) ?? 0;
    counts.set(episode[i], steps[i] + 1);
  }
  columns.set(names.t, steps);
}

function isSet(flags: ArrayLike<unknown> | undefined, i: number): boolean {
  return flags !== undefined && Number(flags[i]) === 1;
}

function fieldValue(value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function isTable(shape: readonly number[], length: number): boolean {
  return shape.length === 2 && shape[0] === length && shape[1] > 1;
}

function isColumn(shape: readonly number[], length: number): boolean {
  return shape.length === 1 ? shape[0] === length : shape.length === 2 && shape[0] === length && shape[1] === 1;
}
