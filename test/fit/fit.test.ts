import { describe, expect } from 'vitest';
import { test } from '@fast-check/vitest';
import { createEnv } from '../../envs/registry.js';
import { ArgumentError, DataError } from '../../src/core/errors.js';
import { abstractionBetween } from '../../src/mdp/env.js';
import { fit } from '../../src/fit/fit.js';
import type { FitSpace } from '../../src/fit/fitSpace.js';
import { fitSpaceOf } from '../../src/fit/fitSpaceOf.js';
import { checkMdp } from '../../src/mdp/mdp.js';
import { listedParts } from '../../src/mdp/parts/listedParts.js';
import { listedVariables } from '../../src/mdp/parts/listedVariables.js';
import { rowTotals } from '../../src/fit/transitionCounts.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';
import { anyPolicy, logOf, smallMdp } from '../support/generators.js';

const sepsis = createEnv('sepsis');
const projected = fitSpaceOf(sepsis, 'observed', 'projected');

/**
 * A log over any states from rows of [state, action, reward, next state]; the last entry tells which episodes ended.
 */
function log(nStates: number, nActions: number, episodes: readonly number[][][], terminated: number[]): Trajectories {
  const rows = episodes.flat();
  const starts = episodes.map((_, e) => episodes.slice(0, e).reduce((sum, episode) => sum + episode.length, 0));
  return {
    nEpisodes: episodes.length,
    nStates,
    nActions,
    episodeStart: Uint32Array.from([...starts, rows.length]),
    state: Int32Array.from(rows, (row) => row[0]),
    action: Int32Array.from(rows, (row) => row[1]),
    reward: Float64Array.from(rows, (row) => row[2]),
    nextState: Int32Array.from(rows, (row) => row[3]),
    terminated: Uint8Array.from(terminated),
    source: {},
  };
}

/** Index of an observed sepsis state. */
function observed(hr: number, sysbp: number, o2: number, glucose: number, [abx, vaso, vent] = [0, 0, 0]): number {
  return (((((hr * 3 + sysbp) * 2 + o2) * 5 + glucose) * 2 + abx) * 2 + vaso) * 2 + vent;
}

function entries(mdp: ReturnType<typeof fit>['mdp'], s: number, a: number): [number, number, number][] {
  const row = s * mdp.nActions + a;
  return Array.from({ length: mdp.rowStart[row + 1] - mdp.rowStart[row] }, (_, i) => {
    const k = mdp.rowStart[row] + i;
    return [mdp.nextState[k], mdp.probability[k], mdp.reward[k]];
  });
}

describe('fit', () => {
  const alive = observed(1, 1, 1, 4);
  const dying = observed(0, 1, 1, 4);
  const dead = observed(0, 0, 1, 4);
  const well = observed(1, 1, 1, 2);
  // Two deaths in the same state, one discharge, one run cut short.
  const episodes = [
    [
      [alive, 0, 0, dying],
      [dying, 0, -1, dead],
    ],
    [[dying, 0, -1, dead]],
    [[alive, 0, 1, well]],
    [[dying, 0, 0, alive]],
  ];
  const sepsisLog = log(720, 8, episodes, [1, 1, 1, 0]);
  const { interior } = projected.abstraction;

  test('direct: an end enters its end state', () => {
    const { mdp } = fit(sepsisLog, projected);
    expect(mdp.variables).toEqual(listedVariables(projected.abstraction.to));
    expect(mdp.actionParts).toEqual(listedParts(sepsis));
    checkMdp(mdp, 'fit');
    expect(entries(mdp, interior[dying], 0)).toEqual([
      [interior[alive], 1 / 3, 0],
      [144, 2 / 3, -1],
    ]);
    expect(entries(mdp, interior[alive], 0)).toEqual([
      [interior[dying], 1 / 2, 0],
      [145, 1 / 2, 1],
    ]);
    expect(entries(mdp, 144, 3)).toEqual([[144, 1, 0]]);
    expect(mdp.initial[interior[alive]]).toBeAllClose(1 / 2);
    expect(mdp.source.absorption).toBe('direct');
  });

  test('starts are counts over their total, not a sum of shares', () => {
    const tenth = [[alive, 0, 1, well]];
    const often = log(
      720,
      8,
      [...Array.from({ length: 10 }, () => tenth), [[dying, 0, -1, dead]]],
      new Array<number>(11).fill(1),
    );
    const { mdp } = fit(often, projected);
    expect([mdp.initial[interior[alive]], mdp.initial[interior[dying]]]).toEqual([10 / 11, 1 / 11]);
  });

  test('published: an end enters the state of its variables, and adds one count an action for each distinct end state', () => {
    const { mdp, counts } = fit(sepsisLog, projected, { absorption: 'published' });
    checkMdp(mdp, 'fit');
    // `well` differs from `alive` in glucose alone, which is projected away.
    expect(interior[well]).toBe(interior[alive]);
    expect(entries(mdp, interior[dying], 0)).toEqual([
      [interior[dead], 2 / 3, 0],
      [interior[alive], 1 / 3, 0],
    ]);
    for (let a = 0; a < 8; a++) expect(entries(mdp, interior[dead], a)).toEqual([[144, 1, -1]]);
    expect(entries(mdp, interior[alive], 0)).toEqual([
      [interior[dying], 1 / 3, 0],
      [interior[well], 1 / 3, 0],
      [145, 1 / 3, 1],
    ]);
    expect(entries(mdp, interior[alive], 5)).toEqual([[145, 1, 1]]);
    expect(rowTotals(counts)[interior[dead] * 8]).toBe(1);
  });

  test.each([
    [undefined, [[144, 1, -1]]],
    ['death', [[144, 1, -1]]],
    ['discharge', [[145, 1, 1]]],
    ['self', [[7, 1, 0]]],
  ])('unseen pairs: %s', (unseen, expected) => {
    const { mdp } = fit(sepsisLog, projected, unseen === undefined ? {} : { unseen });
    expect(entries(mdp, 7, 2)).toEqual(expected);
    expect(mdp.observed![7 * 8 + 2]).toBe(0);
    expect(mdp.observed![interior[alive] * 8]).toBe(1);
  });

  test('unseen pairs: the first end state of an outcome that has several', () => {
    const space = { ...projected, abstraction: abstractionBetween(sepsis, 'observed', 'observed') };
    const { mdp } = fit(sepsisLog, space, { unseen: 'death' });
    const { outcome } = space.abstraction.to;
    const [living, death] = [outcome.indexOf(0), outcome.indexOf(1)];
    expect(mdp.observed![living * 8 + 2]).toBe(0);
    expect(entries(mdp, living, 2)).toEqual([[death, 1, -1]]);
    // Without a choice such a space has no end to go to.
    expect(entries(fit(sepsisLog, space).mdp, living, 2)).toEqual([[living, 1, 0]]);
  });

  test('unseen pairs: uniform, error, and a name that is none', () => {
    const { mdp } = fit(sepsisLog, projected, { unseen: 'uniform' });
    expect(entries(mdp, 7, 2)).toHaveLength(146);
    expect(entries(mdp, 7, 2).filter(([, , r]) => r !== 0)).toEqual([
      [144, 1 / 146, -1],
      [145, 1 / 146, 1],
    ]);
    expect(() => fit(sepsisLog, projected, { unseen: 'error' })).toThrow(
      /fit: every state and action must be seen, but state 0 with action 0 never is/,
    );
    expect(() => fit(sepsisLog, projected, { unseen: 'heaven' })).toThrow(
      "fit: unseen must be one of self, uniform, error, death, discharge in space 'projected', got 'heaven'",
    );
  });

  test('a pair that is not possible in the prior mean is what was logged, or stays not possible', () => {
    const plain = log(3, 3, [[[0, 0, 1, 1], [1, 0, 1, 2]], [[0, 1, 1, 2]]], [1, 1]); // prettier-ignore
    const exact = fit(plain, undefined).mdp;
    // In state 0 action 0 alone is possible; entries of the other rows of state 0 are left out.
    const rowStart = Uint32Array.of(0, 1, 1, 1, ...exact.rowStart.subarray(4).map((k) => k - 2));
    const without = (column: Float64Array): Float64Array => Float64Array.of(column[0], ...column.subarray(3));
    const mean = {
      ...exact,
      rowStart,
      nextState: Uint32Array.of(exact.nextState[0], ...exact.nextState.subarray(3)),
      probability: without(exact.probability),
      reward: without(exact.reward),
    };
    const { mdp } = fit(plain, undefined, { prior: { concentration: 5, mean } });
    expect(entries(mdp, 0, 1)).toEqual([[2, 1, 1]]);
    expect(entries(mdp, 0, 2)).toEqual([]);
    checkMdp(mdp, 'fitted');
  });

  test('a Dirichlet prior gives posterior means', () => {
    const { mdp: mean } = fit(sepsisLog, projected);
    const { mdp } = fit(sepsisLog, projected, { prior: { concentration: 3, mean } });
    // Frequencies equal to the prior mean stay as they are; unseen pairs follow the prior.
    expect(mdp.probability).toBeAllClose(mean.probability);
    const flat = fit(sepsisLog, projected, { prior: { concentration: 146, support: 'all' } }).mdp;
    checkMdp(flat, 'fit');
    const death = entries(flat, interior[dying], 0).find(([next]) => next === 144)!;
    expect(death[1]).toBeAllClose((2 + 1) / (3 + 146));
    expect(flat.source.prior).toEqual({ concentration: 146, mean: 'uniform', support: 'all' });
    expect(() => fit(sepsisLog, projected, { prior: { concentration: 0 } })).toThrow(/concentration .* got 0/);
  });

  test('counts the logged cases of each pair, without those that published absorption adds', () => {
    for (const absorption of ['direct', 'published'] as const) {
      const { mdp } = fit(sepsisLog, projected, { absorption });
      expect(mdp.visits!.reduce((sum, n) => sum + n, 0)).toBe(5);
      expect(mdp.visits![interior[dying] * 8]).toBe(3);
      expect(mdp.observed![interior[dead] * 8]).toBe(absorption === 'published' ? 1 : 0);
      expect(mdp.visits![interior[dead] * 8]).toBe(0);
    }
  });

  test('parts of other actions are refused', () => {
    const actionParts = [{ name: 'antibiotics', on: [1, 0] }];
    expect(() => fit(sepsisLog, { ...projected, actionParts })).toThrow(
      new ArgumentError("fit: actionParts: on of 'antibiotics' must have length 8, got 2"),
    );
  });

  test('a log of plain states whose ends have names', () => {
    const episodes = [[[0, 0, 1, 1], [1, 0, -4, 2]], [[0, 0, -2, 2]], [[0, 1, 5, 3]], [[0, 0, 9, 4]]]; // prettier-ignore
    const named = {
      ...log(6, 2, episodes, [1, 1, 1, 1]),
      source: {
        states: ['ward', 'icu', 'x', 'y', 'lost', 'transfer'],
        actions: ['A', 'A+V'],
        ends: [
          { name: 'death', state: 2 },
          { name: 'discharge', state: 3 },
          { name: 'transfer', state: 5 },
        ],
      },
    };
    const { mdp } = fit(named, undefined);
    checkMdp(mdp, 'fit');
    expect(mdp.outcomes).toEqual([
      { name: 'ongoing', reward: 0 },
      { name: 'death', reward: -3 },
      { name: 'discharge', reward: 5 },
      { name: 'transfer', reward: 0 },
      { name: 'ended', reward: 0 },
    ]);
    expect(Array.from(mdp.outcome)).toEqual([0, 0, 1, 2, 4, 3]);
    expect(mdp.stateLabels).toEqual(['ward', 'icu', 'death', 'discharge', 'lost', 'transfer']);
    expect(mdp.actionLabels).toEqual(['A', 'A+V']);
    expect(mdp.source).toMatchObject(named.source);
    // The worst end follows what was never tried, as in a known environment; another by its name.
    expect(entries(mdp, 1, 1)).toEqual([[2, 1, -3]]);
    expect(entries(fit(named, undefined, { unseen: 'discharge' }).mdp, 1, 1)).toEqual([[3, 1, 5]]);
  });

  test('pairs never seen lead to the worst end only where that costs something, and is the only worst', () => {
    const ends = [
      { name: 'here', state: 2 },
      { name: 'there', state: 3 },
    ];
    const unseenOf = (here: number, there: number): string | undefined => {
      const plain = log(4, 2, [[[0, 0, here, 2]], [[0, 0, there, 3]], [[1, 0, here, 2]]], [1, 1, 1]); // prettier-ignore
      const rewards = new Map([[2, here], [3, there]]); // prettier-ignore
      return fit({ ...plain, source: { ends } }, undefined, { rewards }).unseen;
    };
    expect(unseenOf(-4, 1)).toBe('here');
    expect(unseenOf(1, -4)).toBe('there');
    expect(unseenOf(0, 1)).toBe('self');
    expect(unseenOf(-2, -2)).toBe('self');
  });

  test('a log of plain states: those that runs end in are ends', () => {
    const plain = log(3, 1, [[[0, 0, 2, 1], [1, 0, 4, 2]], [[0, 0, 0, 2]]], [1, 1]); // prettier-ignore
    const { mdp } = fit(plain, undefined);
    expect(Array.from(mdp.terminal)).toEqual([0, 0, 1]);
    expect(entries(mdp, 0, 0)).toEqual([
      [1, 1 / 2, 2],
      [2, 1 / 2, 0],
    ]);
    expect(mdp.outcomes.map((outcome) => outcome.name)).toEqual(['ongoing', 'ended']);
  });

  test('a run that passes through an end is visited where it is counted', () => {
    const past = log(720, 8, [[[alive, 0, -1, dead], [dead, 0, 0, alive]]], [0]); // prettier-ignore
    const visited = (absorption: 'direct' | 'published'): number[] => {
      const visits = fit(past, projected, { absorption }).mdp.visits!;
      return Array.from(visits.keys()).filter((row) => visits[row] > 0);
    };
    expect(visited('direct')).toEqual([interior[alive] * 8, 144 * 8].sort((a, b) => a - b));
    expect(visited('published')).toEqual([interior[alive] * 8, interior[dead] * 8].sort((a, b) => a - b));
  });

  test('what is added pays what entering pays: in ends by their outcome, elsewhere as logged, if nothing defines it', () => {
    const space = { name: 'mine', nStates: 3, outcome: Uint8Array.of(0, 0, 1), label: String };
    const identity = Uint32Array.of(0, 1, 2);
    const mine: FitSpace = {
      abstraction: { from: space, to: space, map: identity, interior: identity },
      outcomes: [
        { name: 'on', reward: 0 },
        { name: 'home', reward: 1 },
      ],
    };
    const walked = log(3, 2, [[[0, 0, -0.5, 1], [1, 0, -0.25, 0], [0, 0, -0.5, 1], [1, 0, 1, 2]]], [1]); // prettier-ignore
    const added = entries(fit(walked, mine, { unseen: 'uniform' }).mdp, 0, 1);
    expect(added.map(([, , reward]) => reward)).toEqual([-0.25, -0.5, 1]);
    const defined = { ...mine, entryReward: (state: number) => (state === 0 ? 7 : undefined) };
    expect(entries(fit(walked, defined, { unseen: 'uniform' }).mdp, 0, 1).map(([, , reward]) => reward)).toEqual([
      7, -0.5, 1,
    ]);
    expect(fit(walked, mine).mdp.source.space).toBe('mine');
  });

  test('a model has the space of its log, and none where neither says one', () => {
    const plain = log(3, 1, [[[0, 0, 2, 1], [1, 0, 4, 2]]], [1]); // prettier-ignore
    expect('space' in fit(plain, undefined).mdp.source).toBe(false);
    expect(fit({ ...plain, source: { space: 'wards' } }, undefined).mdp.source.space).toBe('wards');
  });

  test('rewards are of states that there are', () => {
    const plain = log(2, 2, [[[0, 0, 2, 1]]], [1]);
    const fitted =
      (...rewards: [number, number][]) =>
      () =>
        fit(plain, undefined, { unseen: 'self', rewards: new Map(rewards) });
    expect(entries(fitted([0, 5], [1, 2])().mdp, 0, 1)).toEqual([[0, 1, 5]]);
    for (const state of [-1, 0.5, 2])
      expect(fitted([state, 1])).toThrow(`fit: rewards must be of states 0 to 1 of space 'states', got ${state}`);
    expect(fitted([0, Infinity])).toThrow('fit: the reward of entering state 0 must be finite, got Infinity');
  });

  test('refuses a run that stops where others end, and says how to mend it', () => {
    const plain = log(2, 1, [[[0, 0, 0, 1]], [[0, 0, 0, 1]]], [1, 0]);
    expect(() => fit(plain, undefined)).toThrow(
      new DataError(
        'fit: episode 1 must have ended, as it stops in state 1, in which other runs end - set terminated, or say --ends-terminate',
      ),
    );
  });

  test('refuses a state that ends one run and not another, naming the episode', () => {
    const plain = log(2, 1, [[[0, 0, 0, 1]], [[1, 0, 0, 0]]], [1, 0]);
    expect(() => fit(plain, undefined)).toThrow(
      new DataError(
        'fit: a state in which runs end must not be one that runs pass through, got state 1 in episode 1 - record ends as states of their own',
      ),
    );
  });

  test('refuses a log whose ends do not agree with its space, and published absorption without end states', () => {
    expect(() => fit(log(720, 8, [[[alive, 0, 0, dying]]], [1]), projected)).toThrow(
      /episode 0 must end in an end state of space 'observed'/,
    );
    expect(() => fit(log(720, 8, [[[dying, 0, 0, dead]]], [0]), projected)).toThrow(
      /episode 0 must not reach an end state/,
    );
    const already: FitSpace = { ...projected, abstraction: abstractionBetween(sepsis, 'projected', 'projected') };
    expect(() => fit(log(146, 8, [[[3, 0, -1, 144]]], [1]), already, { absorption: 'published' })).toThrow(
      /published absorption needs the recorded end states of a finer space/,
    );
    expect(() => fit(log(5, 8, [[[3, 0, 0, 4]]], [0]), projected)).toThrow(
      /must be over space 'observed' with 720 states, got 5/,
    );
  });

  test.prop([smallMdp().chain((mdp) => anyPolicy(mdp).chain((policy) => logOf(mdp, policy, { maxEpisodes: 30 })))])(
    'is always a valid model, and its counts are those of the log',
    (trajectories) => {
      const { mdp, counts } = fit(trajectories, undefined);
      checkMdp(mdp, 'fit');
      expect(counts.count.reduce((sum, n) => sum + n, 0)).toBe(trajectories.state.length);
      expect(counts.rewardSum.reduce((sum, r) => sum + r, 0)).toBeAllClose(
        trajectories.reward.reduce((sum, r) => sum + r, 0),
        { atol: 1e-9 },
      );
      for (let i = 0; i < trajectories.state.length; i++) {
        const row = trajectories.state[i] * trajectories.nActions + trajectories.action[i];
        const successors = counts.nextState.subarray(counts.rowStart[row], counts.rowStart[row + 1]);
        expect(Array.from(successors)).toContain(trajectories.nextState[i]);
        expect(mdp.observed![row]).toBe(1);
      }
      expect(Array.from(mdp.visits!)).toEqual(Array.from(rowTotals(counts)));
    },
  );
});
