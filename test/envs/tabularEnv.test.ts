import { describe, expect, it } from 'vitest';
import { tabularEnv } from '../../envs/tabularEnv.js';
import type { Table } from '../../envs/tabularModel.js';
import { ArgumentError } from '../../src/core/errors.js';
import { createRng } from '../../src/core/random/rng.js';

const table: Table = {
  name: 'coin',
  parameters: {},
  stateLabels: ['start', 'heads', 'tails'],
  actionLabels: ['toss'],
  outcomes: [
    { name: 'tossing', reward: 0 },
    { name: 'heads', reward: 1 },
    { name: 'tails', reward: 0 },
  ],
  ends: [
    [1, 1],
    [2, 2],
  ],
  initial: [[0, 1]],
  next: () => [
    [1, 0.5],
    [2, 0.5],
  ],
};

const blind = {
  ends: [[2, 1]],
  observations: ['somewhere', 'somewhere', 'over'],
} as const;

describe('tabularEnv', () => {
  it('has one space, recorded in full', () => {
    const env = tabularEnv(table);
    expect(env.spaces.map(({ name, nStates }) => [name, nStates])).toEqual([['full', 3]]);
    expect(env).toMatchObject({ recorded: 'full', abstractions: [], nActions: 1 });
    expect([0, 1, 2].map((s) => env.hidden!(s))).toEqual([0, 0, 0]);
  });

  it('stays at an end and earns nothing more', () => {
    const env = tabularEnv(table);
    const rng = createRng(1);
    expect(env.initial(rng)).toBe(0);
    expect(Array.from({ length: 20 }, () => env.step(rng, 1, 0))).toEqual(Array<number>(20).fill(1));
    expect([env.reward(0, 0, 1), env.reward(0, 0, 2), env.reward(1, 0, 1)]).toEqual([1, 0, 0]);
  });

  it('uses the rewards of the table where it has some', () => {
    const env = tabularEnv({ ...table, reward: () => 7 });
    expect([env.reward(0, 0, 2), env.reward(1, 0, 1)]).toEqual([7, 0]);
  });

  it('shares one model', () => {
    const env = tabularEnv(table);
    expect(env.exactModel!()).toBe(env.exactModel!());
    expect([...env.exactModel!().probability]).toEqual([0.5, 0.5, 1, 1]);
  });

  it('records what states that look alike have in common, and hides nothing that could be restored', () => {
    const env = tabularEnv({ ...table, ...blind });
    const [full, observed] = env.spaces;
    expect([full.name, observed.name, env.recorded]).toEqual(['full', 'observed', 'observed']);
    expect([0, 1].map((s) => observed.label(s))).toEqual(['somewhere', 'over']);
    expect(() => observed.label(2)).toThrow('env coin: observations: state must be an integer from 0 to 1, got 2');
    expect([...observed.outcome]).toEqual([0, 1]);
    expect(env.abstractions).toEqual([
      { from: full, to: observed, map: Uint32Array.of(0, 0, 1), interior: Uint32Array.of(0, 0, 1) },
    ]);
    expect([env.hidden, env.restore]).toEqual([undefined, undefined]);
  });

  it('refuses observations that do not fit', () => {
    expect(() => tabularEnv({ ...table, observations: ['a', 'b'] })).toThrow(
      new ArgumentError('env coin: observations must be one for each of the 3 states, got 2'),
    );
    expect(() => tabularEnv({ ...table, observations: ['a', 'b', 'a'] })).toThrow(
      new ArgumentError(
        "env coin: observations: states that look alike must end a run alike, got 'a' for 'tails' and 'start' - give ends observations of their own",
      ),
    );
  });

  it('refuses what is no decision process', () => {
    expect(() => tabularEnv({ ...table, initial: [] })).toThrow(ArgumentError);
  });
});
