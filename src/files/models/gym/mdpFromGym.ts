import { DataError } from '../../../core/errors.js';
import type { RowMender } from '../../../core/rowMender.js';
import type { Mdp } from '../../../mdp/mdp.js';
import { shownValue } from '../../read/shownValue.js';
import { aliveAlike } from '../aliveAlike.js';
import { endsOf } from '../arrays/endsOf.js';
import { rowsFromEntries } from '../rowsFromEntries.js';
import { gymEnds } from './gymEnds.js';
import { gymEntries } from './gymEntries.js';

/** What the distribution of the first state is called beside gym's `P`; the first that is there counts. */
export const GYM_INITIAL = ['initial_state_distrib', 'initial', 'isd'] as const;

/**
 * A model from gym's table `P`, in JSON, alone or as the member `P` of an object beside the distribution of the first
 * state.
 *
 * An action that a state has no entry for is not possible there. A state that some transitions end in and others go on
 * from gets a copy, after all other states, that is the end.
 *
 * @param say told in a sentence what was supposed
 * @throws DataError naming the entry, or the row, that is wrong
 */
export function mdpFromGym(
  file: string,
  table: Readonly<Record<string, unknown>>,
  beside: Readonly<Record<string, unknown>>,
  mender: RowMender,
  say: (sentence: string) => void,
): Mdp {
  const read = gymEntries(file, table);
  const given = initialOf(file, beside, read.nStates, mender);
  const { terminal: single, both } = gymEnds(read, given);
  const nStates = read.nStates + both.length;
  const copy = new Map(both.map((s, i) => [s, read.nStates + i]));
  const next = read.entries.next.map((to, i) => (read.terminated[i] ? (copy.get(to) ?? to) : to));
  if (both.length > 0)
    say(
      `runs end in ${both.length} states that others go on from (the first is ${both[0]}): their ends are states of their own, from ${read.nStates} on`,
    );
  const { nActions } = read;
  const rows = rowsFromEntries(file, { nStates, nActions }, { ...read.entries, next }, mender, say);
  const marks = new Float64Array(nStates).fill(1);
  marks.set(single);
  const anyEnd = marks.includes(1);
  const ends = endsOf(file, { nStates, nActions, ...rows }, anyEnd ? marks : undefined, say);
  const initial = new Float64Array(nStates);
  initial.set(given ?? aliveAlike(ends.terminal, say));
  return { nStates, nActions, ...rows, initial, ...ends, source: {} };
}

function initialOf(
  file: string,
  beside: Readonly<Record<string, unknown>>,
  nStates: number,
  mender: RowMender,
): Float64Array | undefined {
  const name = GYM_INITIAL.find((one) => Object.hasOwn(beside, one));
  if (name === undefined) return undefined;
  const list = beside[name];
  if (!Array.isArray(list) || list.length !== nStates || !list.every((p) => typeof p === 'number'))
    throw new DataError(
      `${file}: ${name} must be a list of ${nStates} probabilities, one a state of P, got ${Array.isArray(list) ? `${list.length} entries` : shownValue(list)}`,
    );
  const initial = Float64Array.from(list);
  const fault = mender.mend(initial);
  if (fault !== undefined) throw new DataError(`${file}: ${name}: ${fault}`);
  return initial;
}
