import type { Mdp } from '../../src/mdp/mdp.js';

export interface Entry {
  readonly next: number;
  readonly p: number;
  readonly r?: number;
}

/** A model with one action: the entries of each state, no entries for an end. Runs begin in state 0. */
export function oneAction(rows: readonly (readonly Entry[])[], rest: Partial<Mdp> = {}): Mdp {
  const entries = rows.flat();
  const rowStart = new Uint32Array(rows.length + 1);
  rows.forEach((row, s) => (rowStart[s + 1] = rowStart[s] + row.length));
  const terminal = Uint8Array.from(rows, (row) => Number(row.length === 0));
  return {
    nStates: rows.length,
    nActions: 1,
    rowStart,
    nextState: Uint32Array.from(entries, ({ next }) => next),
    probability: Float64Array.from(entries, ({ p }) => p),
    reward: Float64Array.from(entries, ({ r = 0 }) => r),
    initial: Float64Array.from(rows, (_, s) => Number(s === 0)),
    terminal,
    outcomes: ['going on', 'lost', 'won'].map((name) => ({ name, reward: 0 })),
    outcome: terminal,
    source: {},
    ...rest,
  };
}
