import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { fit } from '../../../src/fit/fit.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { type OffPolicyOptions, offPolicyEvaluation } from '../../../src/ope/offPolicyEvaluation.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { toPolicy, toTrajectories } from '../../support/opeOracle/toTrajectories.js';
import { oneStepLog } from '../diagnostics/oneStepLog.js';

const even: Policy = { nStates: 1, nActions: 2, probability: Float64Array.of(0.5, 0.5) };

/** Warnings of the interval of each estimator, by name. */
function warnings(log: Trajectories, target: Policy, options: OffPolicyOptions = {}): Record<string, string> {
  const { estimates } = offPolicyEvaluation(createRng(1), log, target, {
    interval: { replicates: 50 },
    ...options,
  });
  return Object.fromEntries(
    estimates.map(({ estimator, interval }) => [
      estimator,
      interval && 'interval' in interval ? (interval.interval.warnings ?? []).join('\n') : '',
    ]),
  );
}

/** The same episode so many times, of these rewards. */
function repeated(rewards: readonly number[], times: number): Trajectories {
  const steps = rewards.length * times;
  return {
    nEpisodes: times,
    nStates: 1,
    nActions: 2,
    episodeStart: Uint32Array.from({ length: times + 1 }, (_, e) => e * rewards.length),
    state: new Int32Array(steps),
    action: new Int32Array(steps),
    reward: Float64Array.from({ length: steps }, (_, i) => rewards[i % rewards.length]),
    nextState: new Int32Array(steps),
    terminated: new Uint8Array(times).fill(1),
    propensity: new Float64Array(steps).fill(0.5),
    source: {},
  };
}

describe('an interval that does not hold its estimate', () => {
  test.prop(
    [
      fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true, noDefaultInfinity: true }), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.integer({ min: 2, max: 13 }),
    ],
    { numRuns: 60 },
  )('is never said of rounding: of identical episodes only that they do not differ', (rewards, times) => {
    // Rewards that cancel to nothing but rounding.
    const log = repeated([...rewards, ...rewards.map((r) => -r)], times);
    for (const each of [log, repeated(rewards, times)]) {
      const found = warnings(each, { ...even, probability: Float64Array.of(0.7, 0.3) }, { discount: 0.9 });
      for (const text of Object.values(found)) expect(text).not.toContain('does not hold the estimate');
      expect(found.wis).toContain('the width 0 shows no certainty');
    }
  });

  it('is said where what is fitted to resamples differs', () => {
    // The way to the reward takes one episode to its first step and another to its second: most resamples lack one of
    // them.
    const way = { steps: [{ s: 0, a: 0, r: 0, next: 1 }], terminated: false };
    const rest = { steps: [{ s: 0, a: 1, r: 0, next: 0 }], terminated: true };
    const episodes = [
      way,
      { steps: [{ s: 1, a: 0, r: 1, next: 0 }], terminated: true },
      ...Array<typeof rest>(38).fill(rest),
    ];
    const propensity = episodes.map(() => [0.5]);
    const target = [
      [1, 0],
      [1, 0],
    ];
    const log = toTrajectories({ nStates: 2, nActions: 2, episodes, propensity, target, discount: 1, horizon: 2 });
    const interval = { replicates: 100, level: 0.01 };
    const found = warnings(log, toPolicy(target), { estimators: ['dm', 'on-policy'], interval, horizon: 2 });
    expect(found.dm).toContain('it does not hold the estimate itself');
  });
});

describe('an interval with a given model', () => {
  const log = { ...oneStepLog([0, 1, 0, 1, 1, 0, 0, 1], 0.5), nStates: 2, nextState: new Int32Array(8).fill(1) };
  const { mdp: model } = fit(log, undefined);
  const target: Policy = { nStates: 2, nActions: 2, probability: new Float64Array(4).fill(0.5) };

  it.each(['bootstrap', 'bca', 't'])('says that %s holds it fixed', (method) => {
    const interval = { method, replicates: 20 };
    const estimators = ['dm', 'dr', 'wis'];
    const given = warnings(log, target, { model, interval, estimators });
    expect(given.dr).toContain('it holds the given model fixed');
    expect(given.wis).not.toContain('model');
    if (method !== 't') expect(given.dm).toContain('it holds the given model fixed');
    for (const text of Object.values(warnings(log, target, { interval, estimators })))
      expect(text).not.toContain('model');
    const refit = (): Mdp => model;
    const again = warnings(log, target, { model, refit, interval, estimators });
    if (method === 't') expect(again.dr).toContain('it holds the given model fixed');
    else for (const text of Object.values(again)) expect(text).not.toContain('model');
  });
});

describe('resamples that are drawn again', () => {
  it('are counted where there are any', () => {
    const log = oneStepLog([0, ...Array<number>(9).fill(1)], 0.5);
    const always: Policy = { ...even, probability: Float64Array.of(1, 0) };
    const found = warnings(log, always, { estimators: ['wis', 'dm'] });
    expect(found.wis).toMatch(
      /^\d+ resamples held no trajectory of the target policy's and were drawn again, for 50 /m,
    );
    expect(found.dm).not.toContain('drawn again');
    expect(warnings(log, even, { estimators: ['wis'] }).wis).not.toContain('drawn again');
  });
});

describe('a largest ratio', () => {
  const log = oneStepLog([0, 1, 0, 1], 0.5);
  const target: Policy = { ...even, probability: Float64Array.of(0.75, 0.25) };
  const run = (ratio: number): unknown =>
    offPolicyEvaluation(createRng(1), log, target, {
      estimators: ['is'],
      interval: { method: 'hoeffding', bounds: { returns: [0, 1], ratio } },
    });

  it('is refused if it is none, or the log has a larger one', () => {
    for (const ratio of [0.5, NaN, Infinity, -1])
      expect(() => run(ratio)).toThrow(`bounds.ratio must be a finite number of at least 1, got ${ratio}`);
    expect(() => run(1.2)).toThrow(/must be the largest possible ratio .* got 1.2 where the log has one of 1.5/);
    expect(() => run(1.5)).not.toThrow();
  });
});
