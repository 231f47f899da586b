import { describe, expect, it } from 'vitest';
import { ArgumentError, DataError } from '../../src/core/errors.js';
import { type RowsOfCounts, type RowsOptions, rowsFromCounts } from '../../src/fit/rowsFromCounts.js';
import { countTransitions } from '../../src/fit/transitionCounts.js';
import { fit } from '../../src/fit/fit.js';
import { TrajectoriesBuilder } from '../../src/trajectories/trajectoriesBuilder.js';

/** Four states, of which the last is an end, and two actions: (0, 0) → 1 twice and → 3 once, (1, 1) → 0 once. */
const counts = countTransitions({ state: [0, 0, 0, 1], action: [0, 0, 0, 1], reward: [2, 4, 9, 1], nextState: [1, 1, 3, 0] }, 4, 2); // prettier-ignore

const always: RowsOptions = {
  terminal: Uint8Array.of(0, 0, 0, 1),
  unlogged: (row, next) => row + next / 10,
  unseen: 'self',
};

/** The entries [next, probability, reward] of state s and action a. */
function row({ rowStart, nextState, probability, reward }: RowsOfCounts, s: number, a: number): number[][] {
  const [first, end] = [rowStart[2 * s + a], rowStart[2 * s + a + 1]];
  return Array.from({ length: end - first }, (_, i) => [
    nextState[first + i],
    probability[first + i],
    reward[first + i],
  ]);
}

describe('rowsFromCounts', () => {
  it('gives relative frequencies and mean rewards, and an end to itself', () => {
    const rows = rowsFromCounts(counts, always);
    expect(row(rows, 0, 0)).toEqual([
      [1, 2 / 3, 3],
      [3, 1 / 3, 9],
    ]);
    expect(row(rows, 1, 1)).toEqual([[0, 1, 1]]);
    for (const a of [0, 1]) expect(row(rows, 3, a)).toEqual([[3, 1, 0]]);
    expect([...rows.observed]).toEqual([1, 0, 0, 1, 0, 0, 0, 0]);
  });

  it('lets a pair never seen stay, and counts those of states that act whose pay nothing tells', () => {
    const told = rowsFromCounts(counts, always);
    expect(row(told, 0, 1)).toEqual([[0, 1, 1]]);
    expect(told.nUnpaid).toBe(0);
    // States 0 and 1 act in one pair each; state 2 never does, and the end has no pairs.
    const untold = rowsFromCounts(counts, { ...always, unlogged: () => undefined });
    expect(row(untold, 0, 1)).toEqual([[0, 1, 0]]);
    expect(untold.nUnpaid).toBe(2);
  });

  it('sends a pair never seen to one state or to all alike', () => {
    expect(row(rowsFromCounts(counts, { ...always, unseen: 3 }), 1, 0)).toEqual([[3, 1, 2.3]]);
    expect(row(rowsFromCounts(counts, { ...always, unseen: 'uniform' }), 2, 1)).toEqual([
      [0, 1 / 4, 5],
      [1, 1 / 4, 5.1],
      [2, 1 / 4, 5.2],
      [3, 1 / 4, 5.3],
    ]);
  });

  it('mixes frequencies with a uniform prior: what was logged pays its mean, the rest what is told', () => {
    const rows = rowsFromCounts(counts, { ...always, prior: { concentration: 2, support: 'all' } });
    expect(row(rows, 0, 0)).toEqual([
      [0, 0.5 / 5, 0],
      [1, 2.5 / 5, 3],
      [2, 0.5 / 5, 0.2],
      [3, 1.5 / 5, 9],
    ]);
    expect(row(rows, 0, 1).map(([, p]) => p)).toEqual([1 / 4, 1 / 4, 1 / 4, 1 / 4]);
  });

  it('refuses pairs never seen where they are an error, naming the first', () => {
    expect(() => rowsFromCounts(counts, { ...always, unseen: 'error' })).toThrow(
      'every state and action must be seen, but state 0 with action 1 never is',
    );
  });

  it('refuses to make up what entering a state pays, and names the states in order, five at most', () => {
    const few = { ...always, unlogged: (_row: number, next: number) => (next === 2 ? undefined : 0) };
    const refused =
      (options: RowsOptions, of = counts): (() => RowsOfCounts) =>
      () =>
        rowsFromCounts(of, options);
    expect(refused({ ...few, unseen: 2 })).toThrow(DataError);
    expect(refused({ ...few, unseen: 2 })).toThrow(
      'as the choice for unseen pairs leads there, but no logged step enters state 2 - give it for each with --reward 2=VALUE',
    );
    const none = { ...always, unlogged: () => undefined, prior: { concentration: 1, support: 'all' as const } };
    expect(refused(none)).toThrow('as the prior leads there, but no logged step enters 4 states (0, 1, 2, 3) -');
    const wide = countTransitions({ state: [6], action: [0], reward: [0], nextState: [6] }, 7, 1);
    expect(refused({ ...none, terminal: new Uint8Array(7) }, wide)).toThrow('7 states (0, 1, 2, 3, 4, …) -');
  });

  it.each([0, -1, Infinity, NaN])('refuses a prior of concentration %d', (concentration) => {
    const run = (): unknown => rowsFromCounts(counts, { ...always, prior: { concentration } });
    expect(run).toThrow(ArgumentError);
    expect(run).toThrow(`concentration of the prior must be positive, got ${concentration}`);
  });

  it('refuses a prior mean over other states or actions', () => {
    const builder = new TrajectoriesBuilder({ nStates: 4, nActions: 1, source: {} });
    builder.step(0, 0, 0, 3);
    builder.endEpisode(true);
    const mean = fit(builder.finish(), undefined).mdp;
    expect(() => rowsFromCounts(counts, { ...always, prior: { concentration: 1, mean } })).toThrow(
      'prior mean must have 4 states and 2 actions, got 4 and 1',
    );
    const longer = { ...mean, nStates: 5, nActions: 2 };
    expect(() => rowsFromCounts(counts, { ...always, prior: { concentration: 1, mean: longer } })).toThrow(
      'got 5 and 2',
    );
  });
});
