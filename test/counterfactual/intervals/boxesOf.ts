import type { IntervalMdp } from '../../../src/counterfactual/intervals/intervalMdp.js';

/** Next state, least and greatest probability. */
export type Box = readonly [next: number, lower: number, upper: number];

/**
 * An interval MDP of two living states, 0 and 1, and one action; state 2 is an end and 3 is elsewhere. Entering state s
 * pays s.
 */
export function boxesOf(first: readonly Box[], second: readonly Box[]): IntervalMdp {
  const all = [...first, ...second];
  return {
    nStates: 4,
    nActions: 1,
    rowStart: Uint32Array.of(0, first.length, all.length, all.length, all.length),
    nextState: Uint32Array.from(all, ([next]) => next),
    probability: Float64Array.from(all, ([, lower]) => lower),
    reward: Float64Array.from(all, ([next]) => next),
    initial: Float64Array.of(1, 0, 0, 0),
    terminal: Uint8Array.of(0, 0, 1, 1),
    outcomes: ['going on', 'ended'].map((name) => ({ name, reward: 0 })),
    outcome: Uint8Array.of(0, 0, 1, 0),
    source: {},
    lower: Float64Array.from(all, ([, lower]) => lower),
    upper: Float64Array.from(all, ([, , upper]) => upper),
    elsewhere: 3,
  };
}
