import type { GymEntries } from './gymEntries.js';

/** Which states are ends, and which stand for two: a run may end on entering them, or go on. */
export interface GymEnds {
  /** Shape (S), 0 or 1. */
  readonly terminal: Uint8Array;
  /** States that some transitions end in and others go on from, in order. */
  readonly both: readonly number[];
}

/**
 * Turns flags of transitions into ends. A state is an end if a transition that ends the run leads to it and no run ever
 * goes on from it: gym's tables let an end go on somewhere, which no run gets to see.
 *
 * Cost O(entries).
 *
 * @param initial shape (S), where it is known in which states runs begin
 */
export function gymEnds({ nStates, entries, terminated }: GymEntries, initial: Float64Array | undefined): GymEnds {
  const { state, next, probability, reward } = entries;
  const ended = new Uint8Array(nStates);
  const leaves = new Uint8Array(nStates);
  const from: number[][] = Array.from({ length: nStates }, () => []);
  next.forEach((to, i) => {
    if (probability[i] === 0) return;
    if (terminated[i]) ended[to] = 1;
    if (to !== state[i] || reward[i] !== 0) leaves[state[i]] = 1;
    from[state[i]].push(i);
  });
  // Nothing happens any more in an end that only keeps to itself, whatever enters it.
  const isEnd = (s: number): boolean => ended[s] === 1 && leaves[s] === 0;
  const goesOn = new Uint8Array(nStates);
  const open: number[] = [];
  const visit = (s: number): void => {
    if (goesOn[s] === 1 || isEnd(s)) return;
    goesOn[s] = 1;
    open.push(s);
  };
  for (let s = 0; s < nStates; s++) if (ended[s] === 0 || (initial?.[s] ?? 0) > 0) visit(s);
  for (let s = open.pop(); s !== undefined; s = open.pop()) for (const i of from[s]) if (!terminated[i]) visit(next[i]);
  return {
    terminal: Uint8Array.from(ended, (end, s) => (end === 1 && goesOn[s] === 0 ? 1 : 0)),
    both: Array.from(ended.keys()).filter((s) => ended[s] === 1 && goesOn[s] === 1),
  };
}
