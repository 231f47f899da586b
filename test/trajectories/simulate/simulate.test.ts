import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { createRng } from '../../../src/core/random/rng.js';
import type { Env } from '../../../src/mdp/env.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { checkTrajectories } from '../../../src/trajectories/checkTrajectories.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { type SimulateOptions, simulate } from '../../../src/trajectories/simulate/simulate.js';
import { subset } from '../../../src/trajectories/subset.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { anyPolicy, smallMdp } from '../../support/generators.js';
import { hoeffdingBound } from '../../support/statistics.js';
import { riseChance, wardEnv } from './wardEnv.js';
import { without } from '../without.js';

const env = wardEnv();
const model = wardEnv().exactModel?.() as Mdp;

/** Treats the more often the higher the level. */
const bySeen: Policy = {
  nStates: 6,
  nActions: 2,
  probability: Float64Array.from({ length: 12 }, (_, i) => {
    const treat = (1 + Math.floor(i / 2)) / 8;
    return i % 2 === 1 ? treat : 1 - treat;
  }),
  space: 'seen',
};
const byFull: Policy = { ...bySeen, nStates: 12, probability: twice(bySeen.probability), space: 'full' };

function twice(row: Float64Array): Float64Array {
  return Float64Array.from([...row, ...row]);
}

const processes: readonly (readonly [string, Env | Mdp, Policy, Partial<SimulateOptions>])[] = [
  ['an environment', env, bySeen, {}],
  ['an environment by tables', env, bySeen, { steps: 'tables' }],
  ['a model', model, byFull, {}],
];

describe.each(processes)('simulating %s', (_name, process, policy, mode) => {
  const run = (seed: number, options: SimulateOptions): Trajectories =>
    simulate(createRng(seed), process, policy, { ...mode, ...options });
  const space = process === env ? 'seen' : 'full';

  it('gives a sound log that says where it is from', () => {
    const log = run(1, { episodes: 50, horizon: 7 });
    checkTrajectories(log, 'log');
    expect(log.nEpisodes).toBe(50);
    expect(log.source).toEqual({ env: 'ward', parameters: { beds: 4 }, space, horizon: 7 });
  });

  it('ends runs at an end or at the horizon', () => {
    const horizon = 4;
    const log = run(2, { episodes: 300, horizon });
    const { nEpisodes, episodeStart, nextState, terminated } = log;
    const outcome = env.spaces[space === 'seen' ? 1 : 0].outcome;
    const lengths = new Set<string>();
    for (let e = 0; e < nEpisodes; e++) {
      const [first, end] = [episodeStart[e], episodeStart[e + 1]];
      for (let i = first; i < end - 1; i++) expect(outcome[nextState[i]]).toBe(0);
      expect(terminated[e] === 1).toBe(outcome[nextState[end - 1]] > 0);
      if (terminated[e] === 0) expect(end - first).toBe(horizon);
      else expect(end - first).toBeLessThanOrEqual(horizon);
      lengths.add(`${terminated[e]}${end - first}`);
    }
    // Early ends, ends at the very horizon, and cut runs all occur.
    expect([...lengths].sort()).toEqual(['04', '11', '12', '13', '14']);
  });

  it('gives the same from the same seed, and other runs from another', () => {
    const options = { episodes: 20, horizon: 10, propensities: 'all' } as const;
    expect(run(3, options)).toEqual(run(3, options));
    expect(run(4, options).action).not.toEqual(run(3, options).action);
  });

  it('draws each episode by itself, whatever their number', () => {
    const many = run(5, { episodes: 40, horizon: 10 });
    const few = run(5, { episodes: 7, horizon: 10 });
    expect(few).toEqual(without(subset(many, [0, 1, 2, 3, 4, 5, 6]), 'episodeId'));
    // And a longer horizon only adds to their ends.
    const long = run(5, { episodes: 7, horizon: 20 });
    for (let e = 0; e < 7; e++) {
      const length = few.episodeStart[e + 1] - few.episodeStart[e];
      const [a, b] = [few.episodeStart[e], long.episodeStart[e]];
      expect(long.state.slice(b, b + length)).toEqual(few.state.slice(a, a + length));
    }
  });

  it('draws the same episodes in pieces, by their numbers', () => {
    const options = { horizon: 10, propensities: 'all' } as const;
    const whole = run(5, { episodes: 40, ...options });
    const piece = run(5, { episodes: 7, firstEpisode: 30, ...options });
    expect(piece).toEqual(subset(whole, [30, 31, 32, 33, 34, 35, 36]));
    expect(piece.episodeId?.[0]).toBe('30');
    expect(run(5, { episodes: 40, firstEpisode: 0, ...options })).toEqual(whole);
  });

  it('logs the propensities asked for', () => {
    const options = { episodes: 30, horizon: 5 };
    const [none, taken, all] = (['none', 'taken', 'all'] as const).map((propensities) =>
      run(6, { ...options, propensities }),
    );
    expect(none).not.toHaveProperty('propensity');
    expect(none).not.toHaveProperty('propensities');
    expect(taken).not.toHaveProperty('propensities');
    expect(run(6, options)).toEqual(taken);
    const chances = policy.probability;
    expect(taken.propensity).toEqual(Float64Array.from(taken.state, (s, i) => chances[2 * s + taken.action[i]]));
    expect(all.propensity).toEqual(taken.propensity);
    expect(all.propensities).toEqual(
      Float64Array.from({ length: 2 * all.state.length }, (_, k) => chances[2 * all.state[k >> 1] + (k & 1)]),
    );
    expect({ ...all, propensity: 0, propensities: 0 }).toEqual({ ...none, propensity: 0, propensities: 0 });
  });

  it('visits first steps as often as the model says', () => {
    // 32 frequencies of a first state, action and next state in 40,000 runs: off by less than 0.0150 with probability
    // 1 − 1e-6; a frequency wrong by 0.0300 is found as surely.
    const episodes = 40_000;
    const log = run(7, { episodes, horizon: 1, propensities: 'none' });
    const full = process === env ? projectTrajectories(log, env, 'full') : log;
    const frequency = new Map<string, number>();
    for (let i = 0; i < episodes; i++) {
      const key = `${full.state[i]},${full.action[i]},${full.nextState[i]}`;
      frequency.set(key, (frequency.get(key) ?? 0) + 1 / episodes);
    }
    const bound = hoeffdingBound(episodes, 1, 1e-6, 32);
    let expectedCells = 0;
    for (let s = 0; s < 12; s++) {
      for (let a = 0; a < 2 && model.initial[s] > 0; a++) {
        for (const [next, chance] of [
          [s + 1, riseChance(s, a)],
          [s - 1, 1 - riseChance(s, a)],
        ]) {
          const expected = model.initial[s] * byFull.probability[2 * s + a] * chance;
          expect(Math.abs((frequency.get(`${s},${a},${next}`) ?? 0) - expected)).toBeLessThan(bound);
          expectedCells += frequency.delete(`${s},${a},${next}`) ? 1 : 0;
        }
      }
    }
    expect(expectedCells).toBe(32);
    expect(frequency.size).toBe(0);
  });

  it('has the model’s returns in the long run', () => {
    // The reward of a run is in [-1, 2]: with 20,000 runs the mean is off by less than 0.0571 with probability
    // 1 − 1e-6; one wrong by 0.1142 is found as surely.
    const episodes = 20_000;
    const log = run(8, { episodes, horizon: 3, propensities: 'none' });
    let value = new Float64Array(12);
    for (let t = 0; t < 3; t++) {
      value = value.map((_, s) => {
        let v = 0;
        for (let a = 0; a < 2; a++)
          for (let k = model.rowStart[2 * s + a]; k < model.rowStart[2 * s + a + 1]; k++)
            v += byFull.probability[2 * s + a] * model.probability[k] * (model.reward[k] + value[model.nextState[k]]);
        return v;
      });
    }
    const expected = value.reduce((sum, v, s) => sum + model.initial[s] * v, 0);
    const mean = log.reward.reduce((sum, r) => sum + r, 0) / episodes;
    expect(Math.abs(mean - expected)).toBeLessThan(hoeffdingBound(episodes, 3, 1e-6));
  });

  it('reports progress a hundred times at most, and at the end', () => {
    for (const episodes of [1, 99, 100, 250]) {
      const calls: (readonly number[])[] = [];
      run(9, { episodes, horizon: 1, progress: (done, total) => calls.push([done, total]) });
      expect(calls.length).toBeLessThanOrEqual(101);
      expect(calls.at(-1)).toEqual([episodes, episodes]);
      expect(calls.every(([done], i) => done > (calls[i - 1]?.[0] ?? 0))).toBe(true);
    }
  });

  it.each([
    [{ episodes: 0 }, 'episodes must be an integer ≥ 1, got 0'],
    [{ episodes: 1.5 }, 'episodes must be an integer ≥ 1, got 1.5'],
    [{ firstEpisode: -1 }, 'firstEpisode must be an integer ≥ 0, got -1'],
    [{ firstEpisode: 0.5 }, 'firstEpisode must be an integer ≥ 0, got 0.5'],
    [{ firstEpisode: 2 ** 53 - 1 }, 'firstEpisode must be an integer ≥ 0, got 9007199254740991'],
    [{ horizon: 0 }, 'horizon must be an integer ≥ 1, got 0'],
    [{ horizon: Infinity }, 'horizon must be an integer ≥ 1, got Infinity'],
  ])('refuses %o', (wrong, message) => {
    expect(() => run(1, { episodes: 1, horizon: 1, ...wrong })).toThrow(new ArgumentError(`simulate: ${message}`));
  });
});

describe('simulating an environment', () => {
  const options = { episodes: 200, horizon: 8 };

  it('logs what is recorded, and what that leaves out as hidden', () => {
    const log = simulate(createRng(1), env, bySeen, options);
    expect(log.nStates).toBe(6);
    expect(new Set(log.hidden)).toEqual(new Set([0, 1]));
    expect(Math.max(...log.state)).toBe(4);
  });

  it('hides nothing where everything is recorded', () => {
    const log = simulate(createRng(1), wardEnv({ recorded: 'full' }), bySeen, options);
    expect(log).not.toHaveProperty('hidden');
    expect(log.nStates).toBe(12);
    expect(log.source.space).toBe('full');
    // The same runs as where the recorded space is coarser.
    const seen = simulate(createRng(1), env, bySeen, options);
    expect(without(projectTrajectories(log, env, 'seen'), 'source')).toEqual(without(seen, 'source', 'hidden'));
  });

  it('lifts a policy from any space, by name or by size', () => {
    const nameless = without(bySeen, 'space');
    const log = simulate(createRng(2), env, bySeen, options);
    expect(simulate(createRng(2), env, nameless, options)).toEqual(log);
    expect(simulate(createRng(2), env, byFull, options)).toEqual(log);
    // Over the coarse space: levels 2 and 3 share a row, and no living state acts by those of the ends.
    const coarse: Policy = { nStates: 5, nActions: 2, probability: Float64Array.of(0, 1, 1, 0, 0, 1, 1, 0, 1, 0) };
    const byCoarse = simulate(createRng(2), env, coarse, options);
    byCoarse.state.forEach((s, i) => {
      expect(byCoarse.action[i]).toBe(s === 2 || s === 3 ? 0 : 1);
    });
  });

  const wrong: readonly (readonly [string, Env, Policy, string])[] = [
    [
      'with other actions',
      env,
      { ...bySeen, nActions: 3, nStates: 4, probability: Float64Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0) },
      'simulate: policy must have the 2 actions of env ward, got 3',
    ],
    [
      'over an unknown space',
      env,
      { ...bySeen, space: 'moon' },
      "env ward: space must be one of full, seen, coarse, got 'moon'",
    ],
    [
      'of another size than its space',
      env,
      { ...bySeen, space: 'full' },
      "simulate: policy over space 'full' must have 12 states, got 6",
    ],
    [
      'of no space’s size',
      env,
      { nStates: 1, nActions: 2, probability: Float64Array.of(1, 0) },
      "simulate: policy must be over one of the spaces of env ward: 'full' (12 states), 'seen' (6 states), 'coarse' (5 states), got 1 states",
    ],
    [
      'that could be over two spaces',
      wardEnv({ spaces: [env.spaces[0], env.spaces[1], { ...env.spaces[1], name: 'again' }] }),
      { nStates: 6, nActions: 2, probability: bySeen.probability },
      "simulate: policy must name its space, as several have 6 states: 'full' (12 states), 'seen' (6 states), 'again' (6 states) - say which in its file, or its record, as space: 'seen'",
    ],
    [
      'that is none',
      env,
      { ...bySeen, probability: new Float64Array(12) },
      'simulate: policy: state 0: probabilities must sum to 1, got 0 - divide them by their sum',
    ],
  ];
  it.each(wrong)('refuses a policy %s', (_name, process, policy, message) => {
    expect(() => simulate(createRng(1), process, policy, options)).toThrow(new ArgumentError(message));
  });

  it('refuses tables where there is no exact model', () => {
    const inexact = without(env, 'exactModel');
    expect(() => simulate(createRng(1), inexact, bySeen, { ...options, steps: 'tables' })).toThrow(
      new ArgumentError(
        "simulate: steps must be 'env' for env ward, got 'tables' - it has no exact model to draw from",
      ),
    );
  });

  it.each([12, -1, 0.5, NaN])('refuses a step to %d', (next) => {
    const policy: Policy = { ...bySeen, probability: new Float64Array(12).map((_, i) => 1 - (i % 2)) };
    expect(() => simulate(createRng(1), wardEnv({ initial: () => 3, step: () => next }), policy, options)).toThrow(
      new ArgumentError(
        `simulate: env ward: step must return an integer from 0 to 11, got ${next} from state 3, action 0`,
      ),
    );
  });
});

describe('simulating a model', () => {
  test.prop([smallMdp().chain((mdp) => fc.tuple(fc.constant(mdp), anyPolicy(mdp))), fc.nat()], { numRuns: 50 })(
    'takes only steps that the model and the policy allow',
    ([mdp, policy], seed) => {
      const log = simulate(createRng(seed), mdp, policy, { episodes: 20, horizon: 6 });
      checkTrajectories(log, 'log');
      const { nEpisodes, episodeStart, state, action, nextState, reward } = log;
      for (let e = 0; e < nEpisodes; e++) expect(mdp.initial[state[episodeStart[e]]]).toBeGreaterThan(0);
      state.forEach((s, i) => {
        const row = s * mdp.nActions + action[i];
        expect(policy.probability[row]).toBeGreaterThan(0);
        const entry = mdp.nextState.indexOf(nextState[i], mdp.rowStart[row]);
        expect(entry).toBeLessThan(mdp.rowStart[row + 1]);
        expect(mdp.probability[entry]).toBeGreaterThan(0);
        expect(reward[i]).toBe(mdp.reward[entry]);
      });
    },
  );

  it('leaves out how a fitted model got its ends', () => {
    const fitted: Mdp = { ...model, source: { ...model.source, absorption: 'published' } };
    expect(simulate(createRng(1), fitted, byFull, { episodes: 1, horizon: 1 }).source).not.toHaveProperty('absorption');
    const nameless: Mdp = { ...model, source: {} };
    expect(simulate(createRng(1), nameless, byFull, { episodes: 1, horizon: 1 }).source).toEqual({ horizon: 1 });
  });

  const options = { episodes: 1, horizon: 1 };
  it('refuses a policy over another space', () => {
    expect(() => simulate(createRng(1), model, bySeen, options)).toThrow(
      new ArgumentError(
        'simulate: policy must have 12 states and 2 actions, got 6 and 2 - solve or fit it in the same state space as the model',
      ),
    );
  });

  it('refuses a policy that does not say what to do where a run comes, and no other', () => {
    const undefinedRows = new Uint8Array(model.nStates);
    undefinedRows[model.nStates - 1] = 1;
    const start = model.initial.findIndex((p) => p > 0);
    const sure = model.initial.map((_, s) => (s === start ? 1 : 0));
    const run = (): unknown =>
      simulate(createRng(1), { ...model, initial: sure }, { ...byFull, undefinedRows }, options);
    expect(start).toBeLessThan(model.nStates - 1);
    expect(run).not.toThrow();
    undefinedRows[start] = 1;
    expect(run).toThrow(`policy must say what to do in state ${start}`);
  });

  it('refuses a model that is not well formed', () => {
    const broken: Mdp = { ...model, probability: model.probability.map((p) => p / 2) };
    expect(() => simulate(createRng(1), broken, byFull, options)).toThrow(/^simulate: row \(state 1, action 0\)/);
  });

  it('refuses a start at an end', () => {
    const initial = model.initial.map((_, s) => (s < 2 ? 0.5 : 0));
    expect(() => simulate(createRng(1), { ...model, initial }, byFull, options)).toThrow(
      new ArgumentError(
        'simulate: no run may start in a terminal state, got probability 0.5 of state 0 - an episode has at least one step',
      ),
    );
  });
});
