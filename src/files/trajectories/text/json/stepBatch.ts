import { checkKind, kindOfJson } from '../../../read/fileKind.js';
import { DataError } from '../../../../core/errors.js';
import { listed } from '../../../read/listed.js';
import { shownValue } from '../../../read/shownValue.js';

type JsonObject = Readonly<Record<string, unknown>>;

/** What a line of RLlib's holds beside columns. */
const POLICIES = 'policy_batches';

/**
 * The steps of a JSON object that holds several, an array for each column, as RLlib writes its batches.
 *
 * @param reward the name of the column by which a batch is known
 * @returns undefined if the object is a single step
 * @throws DataError if arrays differ in length, several policies acted, or the columns are packed
 */
export function stepBatch(where: string, object: JsonObject, reward: string): readonly JsonObject[] | undefined {
  const batch = onePolicy(where, object);
  const rewards = batch[reward];
  const names = Object.keys(batch).filter((name) => Array.isArray(batch[name]));
  if (!Array.isArray(rewards) || names.length === 1) return undefined;
  checkKind(where, 'log', kindOfJson(object));
  const packed = Object.keys(batch).find((name) => typeof batch[name] === 'string' && name !== 'type');
  if (packed !== undefined)
    throw new DataError(
      `${where}: ${packed} must be an array, got ${shownValue(batch[packed])} - write the batches unpacked: compress_columns: []`,
    );
  const columns = names.map((name) => batch[name] as readonly unknown[]);
  const odd = columns.findIndex((column) => column.length !== rewards.length);
  if (odd >= 0)
    throw new DataError(
      `${where}: ${names[odd]} must have ${rewards.length} entries, as ${reward} has, got ${columns[odd].length}`,
    );
  return rewards.map((_, i) => Object.fromEntries(names.map((name, k) => [name, flat(columns[k][i])])));
}

function onePolicy(where: string, object: JsonObject): JsonObject {
  const policies = object[POLICIES];
  if (typeof policies !== 'object' || policies === null) return object;
  const names = Object.keys(policies);
  if (names.length === 1) return (policies as Readonly<Record<string, JsonObject>>)[names[0]];
  throw new DataError(`${where}: must hold the steps of one policy, got ${listed(names)} - write one agent's log`);
}

/** A state or action that is written as a vector: its one entry, or the place of the one 1 among zeros. */
function flat(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (value.length === 1) return value[0];
  const ones = value.filter((entry) => entry === 1).length;
  return ones === 1 && value.every((entry) => entry === 0 || entry === 1) ? value.indexOf(1) : value;
}
