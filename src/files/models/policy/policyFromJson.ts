import { DataError } from '../../../core/errors.js';
import { checkSchema } from '../../json/checkSchema.js';
import { jsonOfKind } from '../../json/jsonOfKind.js';
import { shownValue } from '../../read/shownValue.js';
import type { PolicyFile } from '../policyFile.js';
import { POLICY_HEADER, checkNames, policyHeaderSchema } from '../policyHeader.js';
import { OVER_TIME_FORMAT, OVER_TIME_VERSION } from '../policyOverTimeFormat.js';
import { type PolicySizes, type PolicySteps, type PolicyTable, checkEntries } from './policyTable.js';

/** What a file says of a policy. */
export interface RawPolicy extends Omit<PolicyFile, 'nStates' | 'nActions' | 'probability' | 'undefinedRows'> {
  readonly table: PolicyTable | PolicySteps;
  /** As far as the file names them. */
  readonly sizes: PolicySizes;
}

const KNOWN = [...POLICY_HEADER, 'action', 'probability'];
/** Of a policy over time alone: in any other they are extra. */
const OVER_TIME = ['format', 'version', 'horizon'];

/**
 * A policy's table from JSON: an object of `nStates`, `nActions` and `action` or `probability`; a bare list of actions
 * or of rows; or an object of them by the states' numbers. A policy over time has `horizon` and one list a step.
 *
 * @throws DataError if it is none of these
 */
export function policyFromJson(file: string, text: string): RawPolicy {
  const content = parsed(file, text);
  if (Array.isArray(content)) return { table: tableOf(content), sizes: {}, extra: {} };
  if (typeof content !== 'object' || content === null)
    throw new DataError(`${file}: must be a JSON object, got ${shownValue(content)}`);
  const record = content as Readonly<Record<string, unknown>>;
  const states = Object.keys(record);
  if (states.length > 0 && states.every((state) => /^(0|[1-9]\d*)$/.test(state)))
    return { table: byState(file, record), sizes: {}, extra: {} };
  return fromFields(file, record);
}

/** Python writes NaN where nothing is known, which JSON has not: null says the same. */
function parsed(file: string, text: string): unknown {
  const plain = text.includes('NaN')
    ? text.replaceAll(/"(?:[^"\\]|\\.)*"|\bNaN\b/g, (token) => (token === 'NaN' ? 'null' : token))
    : text;
  return jsonOfKind(file, 'policy', plain);
}

function fromFields(file: string, content: Readonly<Record<string, unknown>>): RawPolicy {
  const header = checkSchema(file, policyHeaderSchema, content);
  const { nStates, nActions, couplet, ...known } = header;
  checkNames(file, header);
  checkEntries(file, nStates, nActions);
  const [name, ...others] = ['action', 'probability'].filter((key) => Object.hasOwn(content, key));
  if ((name as string | undefined) === undefined || others.length > 0)
    throw new DataError(
      `${file}: must have either 'action' or 'probability', got ${others.length > 0 ? 'both' : 'neither'}`,
    );
  const step = (where: string, entries: unknown): PolicyTable =>
    name === 'action'
      ? { actions: list(where, `action must be a list of ${nStates} actions, one for each state`, nStates, entries) }
      : { rows: rowsOf(where, nStates, nActions, entries) };
  const horizon = horizonOf(file, content, hasSteps(content[name], name === 'action' ? 1 : 2));
  const table =
    horizon === undefined
      ? step(file, content[name])
      : {
          steps: list(
            file,
            `${name} must be a list of ${horizon} lists, one for each step`,
            horizon,
            content[name],
          ).map((entries, t) => step(`${file}: step ${t}`, entries)),
        };
  return {
    table,
    sizes: { nStates, nActions },
    ...known,
    ...(couplet && { provenance: couplet }),
    extra: Object.fromEntries(
      Object.entries(content).filter(
        ([key]) => !(KNOWN.includes(key) || (horizon !== undefined && OVER_TIME.includes(key))),
      ),
    ),
  };
}

/** Steps of a policy over time; undefined for a stationary one, which may have a field of that name, too. */
function horizonOf(
  file: string,
  { format, version, horizon }: Readonly<Record<string, unknown>>,
  isNested: boolean,
): number | undefined {
  const isNamed = format === OVER_TIME_FORMAT;
  if (!isNamed && (horizon === undefined || !isNested)) return undefined;
  if (isNamed && version !== OVER_TIME_VERSION)
    throw new DataError(
      `${file}: must be version ${OVER_TIME_VERSION}, got ${shownValue(version)} - use the release of Couplet that wrote it`,
    );
  if (typeof horizon === 'number' && Number.isSafeInteger(horizon) && horizon >= 1) return horizon;
  throw new DataError(`${file}: horizon must be an integer ≥ 1, got ${shownValue(horizon)}`);
}

/** Whether lists lie so many levels deep below a list, by the first of each. */
function hasSteps(entries: unknown, depth: number): boolean {
  if (!Array.isArray(entries)) return false;
  return depth === 0 || hasSteps(entries[0], depth - 1);
}

/** Rows, also from a flat list of all their numbers. */
function rowsOf(file: string, nStates: number, nActions: number, rows: unknown): readonly unknown[] {
  const requirement = `probability must be a list of ${nStates} rows, one for each state`;
  if (!(Array.isArray(rows) && typeof rows[0] === 'number')) return list(file, requirement, nStates, rows);
  const all = list(file, `${requirement}, or of ${nStates * nActions} numbers`, nStates * nActions, rows);
  return Array.from({ length: nStates }, (_, s) => all.slice(s * nActions, (s + 1) * nActions));
}

function list(file: string, requirement: string, length: number, value: unknown): readonly unknown[] {
  if (Array.isArray(value) && value.length === length) return value as readonly unknown[];
  throw new DataError(
    `${file}: ${requirement}, got ${Array.isArray(value) ? `${value.length} entries` : shownValue(value)}`,
  );
}

/** Lists are rows of probabilities, numbers are actions. */
function tableOf(entries: readonly unknown[]): PolicyTable {
  return entries.some(Array.isArray) ? { rows: entries } : { actions: entries };
}

function byState(file: string, record: Readonly<Record<string, unknown>>): PolicyTable {
  const states = Object.keys(record).map(Number);
  const nStates = 1 + states.reduce((a, b) => Math.max(a, b), 0);
  checkEntries(file, nStates, 1);
  const entries = new Array<unknown>(nStates).fill(null);
  for (const state of states) entries[state] = record[state];
  return tableOf(entries);
}
