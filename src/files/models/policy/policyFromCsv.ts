import { DataError } from '../../../core/errors.js';
import { checkKind, kindOfColumns } from '../../read/fileKind.js';
import { shownValue } from '../../read/shownValue.js';
import { listed } from '../../read/listed.js';
import { integerFrom, numberFrom } from '../../read/numberFrom.js';
import { type CsvLine, csvLines } from '../csvLines.js';
import { type PolicySteps, type PolicyTable, checkEntries } from './policyTable.js';

/**
 * A policy's table from CSV, with commas, semicolons or tabs; # opens a comment.
 *
 *     state,action                one action a state
 *     state,action,probability    one pair a line; pairs that are left out have probability 0
 *     state,NAME,NAME,...         one row a state: a column for each action, in order
 *     no line of names            the same without `state`, states from 0; a single column holds actions
 *
 * With a column `t` of steps from 0 beside `state`, the same for each step: a policy over time.
 *
 * An empty field says nothing.
 *
 * @throws DataError naming the line that is wrong
 */
export function policyFromCsv(file: string, text: string): PolicyTable | PolicySteps {
  const opening = text.split('\n', 50).find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  const delimiter = [';', '\t'].find((candidate) => opening.includes(candidate)) ?? ',';
  const [head, ...rest] = csvLines(file, text, delimiter);
  if ((head as CsvLine | undefined) === undefined)
    throw new DataError(`${file}: must have a line for each state, got an empty file`);
  if (head.fields.every((field) => !Number.isNaN(valueOf(field)) || isEmpty(field)))
    return plain(file, [head, ...rest]);
  const names = namesOf(head);
  checkKind(file, 'policy', names.includes('reward') ? kindOfColumns(names) : undefined);
  const t = names.indexOf('t');
  return t < 0 || !names.includes('state') ? named(file, head, rest) : overTime(file, head, rest, t);
}

function namesOf(head: CsvLine): string[] {
  return head.fields.map((name) => name.toLowerCase());
}

/** The lines of each step, read as those of a policy. */
function overTime(file: string, head: CsvLine, lines: readonly CsvLine[], t: number): PolicySteps {
  const without = (line: CsvLine): CsvLine => ({ ...line, fields: line.fields.filter((_, column) => column !== t) });
  const byStep = new Map<number, CsvLine[]>();
  for (const line of lines) {
    const step = integerFrom(line.fields[t]);
    if (!(step >= 0))
      throw new DataError(`${file}:${line.line}: t must be an integer from 0, got ${shownValue(line.fields[t])}`);
    const own = byStep.get(step);
    if (own) own.push(line);
    else byStep.set(step, [line]);
  }
  const steps = Array.from({ length: byStep.size }, (_, step) => {
    const own = byStep.get(step);
    if (own) return named(file, without(head), own.map(without));
    throw new DataError(`${file}: every step t from 0 must have lines, got none for ${step}, of ${byStep.size} steps`);
  });
  return { steps };
}

function named(file: string, head: CsvLine, rest: readonly CsvLine[]): PolicyTable {
  const names = namesOf(head);
  const where = `${file}:${head.line}`;
  const state = names.indexOf('state');
  if (state < 0) throw new DataError(`${where}: must have a column 'state', got ${listed(head.fields)}`);
  const action = names.indexOf('action');
  const probability = names.indexOf('probability');
  if (action < 0) return wide(file, head, rest, state);
  if (probability < 0) return { actions: entriesOf(file, rest, state, ({ fields }) => valueOf(fields[action])) };
  return pairs(file, rest, { state, action, probability });
}

function plain(file: string, lines: readonly CsvLine[]): PolicyTable {
  const width = lines[0].fields.length;
  const rows = lines.map(({ line, fields }) => {
    if (fields.length !== width)
      throw new DataError(`${file}:${line}: must have the ${width} fields of the first line, got ${fields.length}`);
    return numbers(file, line, fields);
  });
  return width === 1 ? { actions: rows.map(([action]) => action) } : { rows };
}

function wide(file: string, head: CsvLine, lines: readonly CsvLine[], state: number): PolicyTable {
  const others = head.fields.map((_, column) => column).filter((column) => column !== state);
  // Names that end in the action's number may come in any order.
  const digits = others.map((column) => /(\d+)$/.exec(head.fields[column])?.[1] ?? '');
  const numbered = digits.every((text) => text !== '') && new Set(digits.map(Number)).size === others.length;
  const order = numbered
    ? others.map((column, i) => ({ column, at: Number(digits[i]) })).sort((a, b) => a.at - b.at)
    : others.map((column, at) => ({ column, at }));
  const gap = order.findIndex(({ at }, i) => at !== i);
  if (gap >= 0)
    throw new DataError(
      `${file}:${head.line}: must have a column for each action from 0, got none for ${gap} - number the actions from 0`,
    );
  return {
    rows: entriesOf(file, lines, state, ({ line, fields }) =>
      numbers(
        file,
        line,
        order.map(({ column }) => fields[column]),
      ),
    ),
  };
}

function pairs(
  file: string,
  lines: readonly CsvLine[],
  at: { readonly state: number; readonly action: number; readonly probability: number },
): PolicyTable {
  const named = lines.map(({ line, fields }) => {
    const [state, action] = [integerFrom(fields[at.state]), integerFrom(fields[at.action])];
    if (!(state >= 0 && action >= 0))
      throw new DataError(
        `${file}:${line}: state and action must be integers from 0, got ${shownValue(fields[at.state])} and ${shownValue(fields[at.action])}`,
      );
    const [probability] = numbers(file, line, [fields[at.probability]]);
    return { line, state, action, probability };
  });
  const size = (of: (pair: (typeof named)[number]) => number): number =>
    1 + named.reduce((most, pair) => Math.max(most, of(pair)), -1);
  const [nStates, nActions] = [size(({ state }) => state), size(({ action }) => action)];
  checkEntries(file, nStates, nActions);
  const rows = Array.from({ length: nStates }, () => new Float64Array(nActions));
  const seen = new Set<number>();
  for (const { line, state, action, probability } of named) {
    const pair = state * nActions + action;
    if (seen.has(pair))
      throw new DataError(`${file}:${line}: each pair must have one line, got state ${state}, action ${action} again`);
    seen.add(pair);
    rows[state][action] = probability;
  }
  return { rows };
}

/** Entries by state, from one line each. */
function entriesOf<T>(
  file: string,
  lines: readonly CsvLine[],
  state: number,
  entry: (line: CsvLine) => T,
): (T | null)[] {
  const byState = new Map<number, T>();
  let last = -1;
  for (const line of lines) {
    const s = integerFrom(line.fields[state]);
    if (!(s >= 0))
      throw new DataError(
        `${file}:${line.line}: state must be an integer from 0, got ${shownValue(line.fields[state])}`,
      );
    if (byState.has(s)) throw new DataError(`${file}:${line.line}: each state must have one line, got ${s} again`);
    byState.set(s, entry(line));
    last = Math.max(last, s);
  }
  checkEntries(file, last + 1, 1);
  return Array.from({ length: last + 1 }, (_, s) => byState.get(s) ?? null);
}

function numbers(file: string, line: number, fields: readonly (string | undefined)[]): number[] {
  return fields.map((field) => {
    const value = valueOf(field);
    if (Number.isNaN(value) && !isEmpty(field))
      throw new DataError(`${file}:${line}: probabilities and actions must be numbers, got ${shownValue(field)}`);
    return value;
  });
}

function valueOf(field: string | undefined): number {
  return numberFrom(field);
}

function isEmpty(field: string | undefined): boolean {
  return field === undefined || ['', 'nan', 'na', 'null', 'none'].includes(field.toLowerCase());
}
