import { DataError } from '../../../core/errors.js';
import { shownValue } from '../../read/shownValue.js';
import { type Entries, noEntries } from '../rowsFromEntries.js';

/** The transitions of gym's table `P`, and which of them end the run. */
export interface GymEntries {
  readonly nStates: number;
  readonly nActions: number;
  readonly entries: Entries;
  /** One an entry. */
  readonly terminated: boolean[];
}

/** Whether a JSON value looks like gym's table itself: an object whose names are all whole numbers. */
export function isGymTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length > 0 &&
    Object.keys(value).every((key) => WHOLE.test(key))
  );
}

/**
 * The transitions of `P[state][action] = [[probability, next state, reward, terminated], …]`.
 *
 * @throws DataError naming the entry that is none, or the state that is missing
 */
export function gymEntries(file: string, table: Readonly<Record<string, unknown>>): GymEntries {
  const nStates = Object.keys(table).length;
  let nActions = 0;
  const entries = noEntries();
  const terminated: boolean[] = [];
  for (let s = 0; s < nStates; s++) {
    if (!Object.hasOwn(table, s))
      throw new DataError(
        `${file}: P must have the states 0 to ${nStates - 1}, as it has ${nStates}, got none for ${s} - number the states without a gap`,
      );
    for (const [key, list] of Object.entries(members(file, `P[${s}]`, table[s]))) {
      if (!WHOLE.test(key) || Number(key) > MOST_ACTIONS)
        throw new DataError(
          `${file}: actions of P[${s}] must be integers from 0 to ${MOST_ACTIONS}, got '${key}' - number the actions`,
        );
      const a = Number(key);
      nActions = Math.max(nActions, a + 1);
      for (const [i, entry] of Object.entries(members(file, `P[${s}][${a}]`, list))) {
        const [p, next, r, end] = checkedEntry(file, `P[${s}][${a}][${i}]`, entry, nStates);
        entries.state.push(s);
        entries.action.push(a);
        entries.next.push(next);
        entries.probability.push(p);
        entries.reward.push(r);
        terminated.push(end);
      }
    }
  }
  if (nActions === 0)
    throw new DataError(`${file}: P must have an action in some state, got none - give it rows for its actions`);
  return { nStates, nActions, entries, terminated };
}

const WHOLE = /^(?:0|[1-9]\d{0,8})$/;
/** A table with a key beyond this is no table of actions. */
const MOST_ACTIONS = 65_535;

function members(file: string, where: string, value: unknown): object {
  if (typeof value === 'object' && value !== null) return value;
  throw new DataError(`${file}: ${where} must be an object or a list, got ${shownValue(value)}`);
}

function checkedEntry(
  file: string,
  where: string,
  entry: unknown,
  nStates: number,
): readonly [p: number, next: number, reward: number, terminated: boolean] {
  const parts: readonly unknown[] = Array.isArray(entry) ? entry : [];
  const fail = (what: string): never => {
    throw new DataError(`${file}: ${where}${what}`);
  };
  if (parts.length !== 4)
    fail(` must be [probability, next state, reward, terminated], got ${shownValue(entry)} - write all four`);
  const [p, next, r, end] = parts;
  if (typeof p !== 'number' || !(p <= 1 + 1e-9))
    fail(`[0], a probability, must be from 0 to 1, got ${shownValue(p)} - divide the row by its sum`);
  if (!(Number.isInteger(next) && (next as number) >= 0 && (next as number) < nStates))
    fail(
      `[1], the next state, must be from 0 to ${nStates - 1}, got ${shownValue(next)} - give each state a member of P, {} for an end`,
    );
  if (typeof r !== 'number') fail(`[2], the reward, must be a number, got ${shownValue(r)}`);
  if (end !== true && end !== false && end !== 0 && end !== 1)
    fail(`[3], terminated, must be true or false, got ${shownValue(end)}`);
  return [p as number, next as number, r as number, Boolean(end)];
}
