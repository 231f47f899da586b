import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { createRng } from '../../../src/core/random/rng.js';
import { ArgumentError, DataError } from '../../../src/core/errors.js';
import { type FitOptions, fit } from '../../../src/fit/fit.js';
import { fitSpaceOf } from '../../../src/fit/fitSpaceOf.js';
import { refitter } from '../../../src/fit/refit/refitter.js';
import { type Mdp, checkMdp } from '../../../src/mdp/mdp.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { subset } from '../../../src/trajectories/subset.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { logOfRuns } from '../worst/logOfRuns.js';
import { without } from '../../trajectories/without.js';

const env = createEnv('sepsis');
const projected = fitSpaceOf(env, 'observed', 'projected');
const patients = simulate(createRng(3), env, createPolicy('physician', env.exactModel!()), {
  episodes: 60,
  horizon: 10,
});
/** Rather many of the first ones, and none of the last. */
const resample = subset(
  patients,
  Array.from({ length: 60 }, (_, i) => Math.floor((i * i) / 90)),
);

/** State 0 leads to 1 or on, at a cost; runs end in 3, which pays 4, or in 2, at 3; nothing was ever done twice in 4. */
const plain: Trajectories = {
  ...logOfRuns(5, 2, [
    [
      [0, 0, -1, 1],
      [1, 0, 4, 3],
    ],
    [
      [0, 1, -1, 4],
      [4, 0, -3, 2],
    ],
    [[1, 0, -3, 2]],
  ]),
  source: { ends: [{ name: 'lost', state: 2 }] },
};

const settings: readonly [string, FitOptions][] = [
  ['defaults', {}],
  ['published absorption', { absorption: 'published' }],
  ['a choice for unseen pairs', { unseen: 'uniform' }],
  ['a prior over the state', { prior: { concentration: 3 } }],
  ['a prior over the row', { prior: { concentration: 3, support: 'row' }, unseen: 'self' }],
  ['a prior over all', { prior: { concentration: 3, support: 'all' } }],
  ['rewards that are given', { unseen: 'self', rewards: new Map([[7, 0.25]]) }],
  ['imaginary cases', { worst: { cases: 1 } }],
];

/** As text, which is faster to compare than so many numbers one by one. */
function arraysOf({ rowStart, nextState, probability, reward, initial, visits, terminal, outcome }: Mdp): string[] {
  return [rowStart, nextState, probability, reward, initial, visits!, terminal, outcome].map((array) => array.join());
}

describe('refitter', () => {
  it.each(settings)('fits a resample as the whole log was fitted: %s', (_, options) => {
    const { mdp } = fit(patients, projected, options);
    const again = refitter(mdp, patients, projected);
    expect(arraysOf(again(patients))).toEqual(arraysOf(mdp));
    const fresh = again(resample);
    checkMdp(fresh);
    expect(fresh.source).toEqual(mdp.source);
    expect(arraysOf(fresh)).toEqual(arraysOf(fit(resample, projected, options).mdp));
    expect(fresh.visits!.some((n, row) => n !== mdp.visits![row])).toBe(true);
  });

  it('keeps states, ends and what is worst where a resample of a log without an environment lacks them', () => {
    const { mdp } = fit(plain, undefined, { worst: { cases: 1, horizon: 3 } });
    const fresh = refitter(mdp, plain, undefined)(subset(plain, [0, 0, 0]));
    checkMdp(fresh);
    expect([fresh.nStates, Array.from(fresh.terminal), Array.from(fresh.outcome)]).toEqual([
      5,
      Array.from(mdp.terminal),
      Array.from(mdp.outcome),
    ]);
    // No run of this one ends in 3.
    const lost = refitter(mdp, plain, undefined)(subset(plain, [1, 2]));
    expect([lost.terminal, lost.outcome]).toEqual([mdp.terminal, mdp.outcome]);
    expect(fresh.source).toEqual(mdp.source);
    expect(fresh.source.worst).toEqual({ cases: 1, state: 2, reward: -3, floor: false });
    // Three cases lead from 0 to 1, and an imaginary one to 2; of state 4 nothing is left.
    const rowOf = (row: number): unknown[] => {
      const [first, end] = fresh.rowStart.subarray(row);
      return [fresh.nextState.slice(first, end), fresh.probability.slice(first, end), fresh.reward.slice(first, end)];
    };
    expect(rowOf(0)).toEqual([Uint32Array.of(1, 2), Float64Array.of(0.75, 0.25), Float64Array.of(-1, -3)]);
    expect(rowOf(8)).toEqual([Uint32Array.of(2), Float64Array.of(1), Float64Array.of(-3)]);
  });

  it('knows from the whole log what entering a state pays that no run of a resample enters', () => {
    const { mdp } = fit(plain, undefined, { unseen: 'lost' });
    const fresh = refitter(mdp, plain, undefined)(subset(plain, [0]));
    // State 1, action 1: to the end that only the other runs reached.
    expect([fresh.nextState[fresh.rowStart[3]], fresh.reward[fresh.rowStart[3]]]).toEqual([2, -3]);
  });

  it('adds the floor of the given model, whatever the least reward of a resample', () => {
    const long = logOfRuns(3, 1, [
      [
        [0, 0, -1, 1],
        [1, 0, -5, 0],
        [0, 0, 0, 2],
      ],
      [[0, 0, 0, 2]],
    ]);
    const { mdp } = fit(long, undefined, { worst: { cases: 1, horizon: 20 } });
    const fresh = refitter(mdp, long, undefined)(subset(long, [1, 1]));
    expect([fresh.nStates, fresh.source.worst, fresh.reward.at(-1)]).toEqual([4, mdp.source.worst, -5]);
  });

  it('takes the prior mean that a file does not hold', () => {
    const { mdp: mean } = fit(subset(patients, [0, 1, 2]), projected);
    const { mdp } = fit(patients, projected, { prior: { concentration: 2, mean } });
    expect(() => refitter(mdp, patients, projected)).toThrow(/rows of the prior mean must be known/);
    expect(arraysOf(refitter(mdp, patients, projected, { priorMean: mean })(patients))).toEqual(arraysOf(mdp));
  });

  it('takes an older file, which names no choice for unseen pairs, where the default was made', () => {
    const older = ({ source, ...mdp }: Mdp): Mdp => ({ ...mdp, source: without(source, 'unseen') });
    const { mdp } = fit(patients, projected);
    expect(arraysOf(refitter(older(mdp), patients, projected)(patients))).toEqual(arraysOf(mdp));
    expect(() => refitter(older(fit(patients, projected, { unseen: 'self' }).mdp), patients, projected)).toThrow(
      /probability 1 of leading to state \d+, where the log gives 0, in state .* as older ones do not/,
    );
  });

  const { mdp } = fit(patients, projected);
  const changed = (change: Partial<Mdp>): Mdp => ({ ...mdp, ...change });
  const row = mdp.visits!.findIndex((n) => n > 1);

  it.each([
    [
      'another log',
      changed({}),
      subset(patients, [0, 1]),
      /got \d+ cases? of state \d+, action \d, where the log has \d+ - it was fitted to another log/,
    ],
    [
      'changed rewards',
      changed({ reward: mdp.reward.map((r) => r + 1) }),
      patients,
      /got reward .* - it was fitted in another way than its source says, or changed since/,
    ],
    ['changed ends', changed({ terminal: new Uint8Array(146) }), patients, /another end in state 14\d than the log/],
    ['another start', changed({ initial: mdp.initial.map(() => 1 / 146) }), patients, /a run beginning in state/],
    [
      'other sizes',
      { ...fit(plain, undefined).mdp, source: mdp.source },
      patients,
      /got 5 states and 2 actions, where/,
    ],
    ['no cases', without(mdp, 'visits'), patients, /\(visits\), got none/],
    ['an exact model', env.exactModel!(), patients, /got one that does not say how it was fitted/],
    ['another environment', mdp, { ...patients, source: {} }, /environment 'sepsis', got one that names none/],
    [
      'no choice',
      changed({ source: { ...mdp.source, unseen: 'error' } }),
      patients,
      /resamples lack some, got 'error'/,
    ],
    [
      'cases taken out',
      changed({ source: { ...mdp.source, worst: { cases: 0, state: 146, reward: 0, floor: true } } }),
      patients,
      /without its imaginary cases/,
    ],
  ] as const)('refuses %s', (_, model, log, message) => {
    expect(row).toBeGreaterThan(0);
    expect(() => refitter(model, log, projected)).toThrow(ArgumentError);
    expect(() => refitter(model, log, projected)).toThrow(message);
  });

  it('says so where a resample leaves a row open', () => {
    // All pairs of the log were seen, and state 0 was never entered: what uniform successors pay there is not known.
    const whole = logOfRuns(3, 1, [
      [
        [0, 0, 1, 1],
        [1, 0, 1, 2],
      ],
      [[0, 0, 1, 2]],
    ]);
    const { mdp } = fit(whole, undefined, { unseen: 'uniform' });
    expect(() => refitter(mdp, whole, undefined)(subset(whole, [1]))).toThrow(DataError);
  });
});
