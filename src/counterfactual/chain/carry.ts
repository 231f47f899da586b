import type { Mdp } from '../../mdp/mdp.js';
import type { RowPage } from '../rows/rowPool.js';
import { type ChainState, add } from './chainState.js';

/** Adds what moves to a state with probability w and earns r on the way. */
export function carry(
  to: ChainState,
  state: number,
  w: number,
  r: number,
  mass: number,
  first: number,
  second: number,
): void {
  // Impossible, or less than the smallest number: `add` knows a new state by its having no mass, and would list it
  // twice.
  if (w * mass === 0) return;
  add(to, state, w * mass, w * (first + r * mass), w * (second + r * (2 * first + r * mass)));
}

/**
 * Carries what is in state s along a row: entries of the model from `start` to `end` − 1 of a page, each with its
 * probability.
 *
 * @param weight discount^t, of the rewards
 */
export function carryRow(
  { page, start, end }: { readonly page: RowPage; readonly start: number; readonly end: number },
  { nextState, reward }: Mdp,
  weight: number,
  from: ChainState,
  s: number,
  to: ChainState,
): void {
  const { integer, number } = page;
  const mass = from.mass[s];
  const first = from.first[s];
  const second = from.second[s];
  if (first !== 0 || second !== 0) {
    for (let k = start; k < end; k++)
      carry(to, nextState[integer[k]], number[k], weight * reward[integer[k]], mass, first, second);
    return;
  }
  // Nothing is earned yet, and most moves earn nothing: the mass alone is carried.
  for (let k = start; k < end; k++) {
    const entry = integer[k];
    if (reward[entry] === 0) carryMass(to, nextState[entry], number[k] * mass);
    else carry(to, nextState[entry], number[k], weight * reward[entry], mass, 0, 0);
  }
}

/** The same, where nothing is earned. */
export function carryMass(to: ChainState, state: number, moved: number): void {
  const before = to.mass[state];
  if (before === 0) {
    if (moved === 0) return;
    to.support[to.size++] = state;
  }
  to.mass[state] = before + moved;
}
