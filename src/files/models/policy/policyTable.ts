import { DataError } from '../../../core/errors.js';
import type { RowMender } from '../../../core/rowMender.js';
import { policyOfSteps } from '../../../mdp/overTime/policyOfSteps.js';
import type { MarkovPolicy } from '../../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../../mdp/policy.js';
import { shownValue } from '../../read/shownValue.js';

/**
 * What a file says that a policy does, entry s in state s, before it is checked: an action, or a probability for each.
 */
export type PolicyTable = { readonly actions: ArrayLike<unknown> } | { readonly rows: ArrayLike<unknown> };

/** The same at each step: a policy over time. */
export interface PolicySteps {
  readonly steps: readonly PolicyTable[];
}

/** Sizes that a file or its reader names. */
export interface PolicySizes {
  readonly nStates?: number;
  readonly nActions?: number;
}

/** Most entries of a policy: a gigabyte. A file of a few bytes can claim any number of actions. */
const MOST_ENTRIES = 2 ** 27;

/**
 * A policy from its table. A state says nothing where its action is −1, and where its entry or all of its probabilities
 * are null, NaN, 0 or −1; states after the last of the table say nothing either.
 *
 * @param table of one step, or of each: then the policy is over time
 * @param sizes S and A; where absent, what the table holds
 * @param mender mends probabilities that were rounded
 * @throws DataError naming the state, and the step, whose entry is wrong
 */
export function policyFromTable(
  file: string,
  table: PolicyTable | PolicySteps,
  sizes: PolicySizes,
  mender: RowMender,
): MarkovPolicy {
  if (!('steps' in table)) return stationary(file, table, sizes, mender);
  const { steps } = table;
  const nStates = steps.reduce((most, step) => Math.max(most, entriesOf(step).length), sizes.nStates ?? 0);
  const nActions = sizes.nActions ?? steps.reduce((most, step) => Math.max(most, actionsOf(step)), 0);
  if (steps.length === 0) throw new DataError(`${file}: a policy over time must have at least one step, got none`);
  checkEntries(file, steps.length * nStates, nActions);
  return policyOfSteps(steps.map((step, t) => stationary(`${file}: step ${t}`, step, { nStates, nActions }, mender)));
}

function stationary(file: string, table: PolicyTable, sizes: PolicySizes, mender: RowMender): Policy {
  const entries = entriesOf(table);
  const nActions = sizes.nActions ?? actionsOf(table);
  const nStates = Math.max(sizes.nStates ?? 0, entries.length);
  if (entries.length === 0 || nActions < 1)
    throw new DataError(`${file}: a policy must say what to do in at least one state, got none`);
  checkEntries(file, nStates, nActions);
  const probability = new Float64Array(nStates * nActions);
  const undefinedRows = new Uint8Array(nStates).fill(1, entries.length);
  for (let s = 0; s < entries.length; s++) {
    const row = probability.subarray(s * nActions, (s + 1) * nActions);
    const entry = entries[s];
    const defined = 'rows' in table ? fillRow(file, s, entry, row, mender) : fillAction(file, s, entry, row);
    if (!defined) undefinedRows[s] = 1;
  }
  undefinedRows.forEach((flag, s) => {
    if (flag === 1) probability.fill(1 / nActions, s * nActions, (s + 1) * nActions);
  });
  return { nStates, nActions, probability, ...(undefinedRows.includes(1) && { undefinedRows }) };
}

/** @throws DataError if a policy of this size would not fit into memory */
export function checkEntries(file: string, nStates: number, nActions: number, what: string = 'policy'): void {
  if (nStates * nActions > MOST_ENTRIES)
    throw new DataError(`${file}: ${what} must have at most ${MOST_ENTRIES} entries, got ${nStates} × ${nActions}`);
}

/** @returns whether the state says what to do */
function fillAction(file: string, s: number, action: unknown, row: Float64Array): boolean {
  if (isNothing(action) || action === -1) return false;
  if (!(typeof action === 'number' && Number.isInteger(action) && action >= 0 && action < row.length))
    throw new DataError(
      `${file}: action of state ${s} must be an integer from 0 to ${row.length - 1}, got ${shownValue(action)}`,
    );
  row[action] = 1;
  return true;
}

/** @returns whether the state says what to do */
function fillRow(file: string, s: number, entry: unknown, row: Float64Array, mender: RowMender): boolean {
  if (isNothing(entry)) return false;
  if (!isList(entry) || entry.length !== row.length)
    throw new DataError(
      `${file}: probability of state ${s} must be a list of ${row.length} numbers, got ${isList(entry) ? `${entry.length} entries` : shownValue(entry)}`,
    );
  if ([isNothing, isZero, isMinusOne].some((says) => Array.prototype.every.call(entry, says))) return false;
  for (let a = 0; a < row.length; a++) {
    const value = entry[a];
    if (typeof value !== 'number')
      throw new DataError(`${file}: state ${s}: probabilities must be numbers, got ${shownValue(value)}`);
    row[a] = value;
  }
  const fault = mender.mend(row);
  if (fault !== undefined) throw new DataError(`${file}: state ${s}: ${fault}`);
  return true;
}

export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || value instanceof Float64Array;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

function isZero(value: unknown): boolean {
  return value === 0;
}

function isMinusOne(value: unknown): boolean {
  return value === -1;
}

function entriesOf(table: PolicyTable): ArrayLike<unknown> {
  return 'rows' in table ? table.rows : table.actions;
}

/** As many actions as the table holds. */
function actionsOf(table: PolicyTable): number {
  return 'rows' in table ? widthOf(table.rows) : 1 + largestOf(table.actions);
}

/** Length of the first row that is one. */
function widthOf(rows: ArrayLike<unknown>): number {
  for (let s = 0; s < rows.length; s++) {
    const row = rows[s];
    if (isList(row)) return row.length;
  }
  return 0;
}

function largestOf(actions: ArrayLike<unknown>): number {
  let largest = -1;
  for (let s = 0; s < actions.length; s++) {
    const action = actions[s];
    if (typeof action === 'number' && action > largest) largest = action;
  }
  return largest;
}
