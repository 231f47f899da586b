import { describe, expect, it } from 'vitest';
import { type Table, tabularModel } from '../../envs/tabularModel.js';
import { ArgumentError } from '../../src/core/errors.js';

/** Two living states and an end. */
const table: Table = {
  name: 'walk',
  parameters: { speed: 1 },
  stateLabels: ['near', 'far', 'home'],
  actionLabels: ['rest', 'go'],
  outcomes: [
    { name: 'out', reward: 0 },
    { name: 'in', reward: 5 },
  ],
  ends: [[2, 1]],
  initial: [
    [1, 0.5],
    [0, 0.5],
  ],
  next: (state, action) =>
    action === 0
      ? [[state, 1]]
      : [
          [2, 0.25],
          [1, 0.5],
          [0, 0],
          [2, 0.25],
        ],
};

describe('tabularModel', () => {
  it('sorts and merges the chances, drops zeros, and lets ends return to themselves', () => {
    const model = tabularModel(table);
    expect([...model.rowStart]).toEqual([0, 1, 3, 4, 6, 7, 8]);
    expect([...model.nextState]).toEqual([0, 1, 2, 1, 1, 2, 2, 2]);
    expect([...model.probability]).toEqual([1, 0.5, 0.5, 1, 0.5, 0.5, 1, 1]);
    expect([...model.initial]).toEqual([0.5, 0.5, 0]);
    expect([...model.terminal]).toEqual([0, 0, 1]);
    expect([...model.outcome]).toEqual([0, 0, 1]);
  });

  it('pays the outcome on entering it, once', () => {
    expect([...tabularModel(table).reward]).toEqual([0, 0, 5, 0, 0, 5, 0, 0]);
  });

  it('pays the rewards of the table where it has some', () => {
    const { reward } = tabularModel({ ...table, reward: (s, a, next) => 100 * s + 10 * a + next });
    expect([...reward]).toEqual([0, 11, 12, 101, 111, 112, 0, 0]);
  });

  it.each<[string, Partial<Table>, string]>([
    ['a row that sums to less', { next: () => [[0, 0.9]] }, 'env walk: row (state 0, action 0) must sum to 1, got 0.9'],
    ['a negative chance', { next: () => [[0, -1]] }, "env walk: next('near', 'rest'): probability must be ≥ 0, got -1"],
    ['a chance NaN', { next: () => [[0, NaN]] }, "env walk: next('near', 'rest'): probability must be ≥ 0, got NaN"],
    ['a state too far', { next: () => [[3, 1]] }, 'state must be an integer from 0 to 2, got 3'],
    ['a state between', { next: () => [[0.5, 1]] }, 'state must be an integer from 0 to 2, got 0.5'],
    ['a state below', { initial: [[-1, 1]] }, 'env walk: initial: state must be an integer from 0 to 2, got -1'],
    ['a start at an end', { initial: [[2, 1]] }, "env walk: initial: a run must start where it goes on, got 'home'"],
    ['starts that sum to more', { initial: [[0, 1.5]] }, 'env walk: initial must sum to 1, got 1.5'],
    ['an end that is none', { ends: [[2, 0]] }, 'env walk: ends: outcome must be from 1 to 1, got 0'],
    ['an unknown outcome', { ends: [[2, 2]] }, 'env walk: ends: outcome must be from 1 to 1, got 2'],
    ['an unknown end', { ends: [[7, 1]] }, 'env walk: ends: state must be an integer from 0 to 2, got 7'],
    ['a label twice', { stateLabels: ['a', 'b', 'a'] }, "env walk: stateLabels must be unique, got 'a' twice"],
    ['an action twice', { actionLabels: ['a', 'a'] }, "env walk: actionLabels must be unique, got 'a' twice"],
  ])('refuses %s', (_, change, message) => {
    expect(() => tabularModel({ ...table, ...change })).toThrow(ArgumentError);
    expect(() => tabularModel({ ...table, ...change })).toThrow(message);
  });
});
