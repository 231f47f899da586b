import { ArgumentError, DataError } from '../../core/errors.js';
import type { RowMender } from '../../core/rowMender.js';
import { type Mdp, checkMdp } from '../../mdp/mdp.js';
import { shownValue } from '../read/shownValue.js';
import type { MdpHeader } from './mdpHeader.js';
import { mendMdpRows } from './mendMdpRows.js';

/** Names of the arrays of a model in its file; `observed` and `visits` may be missing. */
export const MDP_COLUMNS = [
  'rowStart',
  'nextState',
  'probability',
  'reward',
  'initial',
  'terminal',
  'outcome',
  'observed',
  'visits',
] as const;

export type MdpColumn = (typeof MDP_COLUMNS)[number];

/** An array as a file holds it. */
export type FileArray = ArrayLike<unknown>;

/**
 * A model from what its file holds, checked in full.
 *
 * @param column the array of that name; undefined if the file has none
 * @param mender mends rows that were rounded
 * @param say told in a sentence what else was changed
 * @throws DataError naming the array and entry, or whatever `checkMdp` finds
 *
 * Cost O(S·A + nnz).
 */
export function mdpFromColumns(
  file: string,
  header: MdpHeader,
  column: (name: MdpColumn) => FileArray | undefined,
  mender: RowMender,
  say?: (sentence: string) => void,
): Mdp {
  const need = (name: MdpColumn): FileArray => {
    const values = column(name);
    if (values === undefined)
      throw new DataError(`${file}: must have the array '${name}', got none${remedies[name] ?? ''}`);
    return values;
  };
  const uint8 = (name: MdpColumn): Uint8Array => {
    const values = need(name);
    return filled(file, name, values, new Uint8Array(values.length), 255);
  };
  const uint32 = (name: MdpColumn): Uint32Array => {
    const values = need(name);
    return filled(file, name, values, new Uint32Array(values.length), 2 ** 32 - 1);
  };
  const float64 = (name: MdpColumn): Float64Array => {
    const values = need(name);
    return filled(file, name, values, new Float64Array(values.length));
  };
  const rows = {
    rowStart: uint32('rowStart'),
    nextState: uint32('nextState'),
    probability: float64('probability'),
    reward: float64('reward'),
  };
  const initial = float64('initial');
  const mdp: Mdp = {
    ...header,
    // Rows that are no rows are left to the check, which says what is wrong with them.
    ...(areRows(rows, header) ? mendMdpRows(file, rows, header.nActions, mender, say) : rows),
    initial: mender.mend(initial) === undefined ? initial : float64('initial'),
    terminal: uint8('terminal'),
    outcome: uint8('outcome'),
    ...(column('observed') && { observed: uint8('observed') }),
    ...(column('visits') && { visits: uint32('visits') }),
  };
  for (const [name, labels, length] of [
    ['stateLabels', mdp.stateLabels, mdp.nStates],
    ['actionLabels', mdp.actionLabels, mdp.nActions],
  ] as const) {
    if (labels && labels.length !== length)
      throw new DataError(`${file}: ${name} must have length ${length}, got ${labels.length}`);
  }
  return checkedMdp(file, mdp);
}

/** The model, if it is well formed. */
export function checkedMdp(file: string, mdp: Mdp): Mdp {
  try {
    checkMdp(mdp, file);
  } catch (error) {
    // The same requirement, but it is the file that breaks it.
    throw error instanceof ArgumentError ? new DataError(error.message, { cause: error }) : error;
  }
  return mdp;
}

const remedies: Partial<Record<MdpColumn, string>> = {
  initial: ' - give each state its probability of being the first, as [1, 0, 0] where runs begin in state 0',
  terminal: ' - give each state 1 if the process ends on entering it, else 0',
  outcome: ' - give each state the number of its outcome, 0 where the process goes on',
};

function areRows(
  { rowStart, nextState, probability, reward }: Pick<Mdp, 'rowStart' | 'nextState' | 'probability' | 'reward'>,
  { nStates, nActions }: MdpHeader,
): boolean {
  return (
    rowStart.length === nStates * nActions + 1 &&
    rowStart[0] === 0 &&
    rowStart.at(-1) === nextState.length &&
    rowStart.every((start, row) => row === 0 || start >= rowStart[row - 1]) &&
    [probability, reward].every(({ length }) => length === nextState.length)
  );
}

/** Copies numbers into a typed array; `largest` is given for integers. */
function filled<T extends Uint8Array | Uint32Array | Float64Array>(
  file: string,
  name: string,
  values: FileArray,
  into: T,
  largest?: number,
): T {
  for (let i = 0; i < into.length; i++) {
    const raw = values[i];
    // NumPy's own integers have 64 bits, and its booleans are booleans.
    const value = typeof raw === 'bigint' || typeof raw === 'boolean' ? Number(raw) : raw;
    const fits =
      typeof value === 'number' &&
      (largest === undefined ? Number.isFinite(value) : Number.isInteger(value) && value >= 0 && value <= largest);
    if (!fits)
      throw new DataError(
        `${file}: ${name} must hold ${largest === undefined ? 'finite numbers' : `integers from 0 to ${largest}`}, got ${typeof raw === 'bigint' ? raw : shownValue(raw)} at index ${i}`,
      );
    into[i] = value;
  }
  return into;
}
