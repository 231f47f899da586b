import { isDeepStrictEqual } from 'node:util';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { aliasTables, sampleAlias } from '../../../src/core/random/aliasTable.js';
import { type Rng, createRng } from '../../../src/core/random/rng.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { anyPolicy, smallMdp } from '../../support/generators.js';
import { wardEnv } from './wardEnv.js';

/** Of a run: first state, then for each step action, next state, reward and propensity. */
type Path = readonly number[];

/** The plain loop: one alias table for each state over actions and next states, and one draw a step. */
function* plainRuns(rng: Rng, mdp: Mdp, policy: Policy, horizon: number): Generator<Path, never> {
  const { nStates, nActions, rowStart } = mdp;
  const entryStart = Uint32Array.from({ length: nStates + 1 }, (_, s) => rowStart[s * nActions]);
  const row = Array.from(mdp.nextState, (_, k) => rowStart.findLastIndex((start) => start <= k));
  const joint = aliasTables(
    entryStart,
    mdp.probability.map((p, k) => policy.probability[row[k]] * p),
  );
  const starts = aliasTables(Uint32Array.of(0, nStates), mdp.initial);
  for (let e = 0; ; e++) {
    const stream = rng.fork('simulate', e);
    let s = sampleAlias(stream, starts, 0);
    const path = [s];
    for (let t = 0; t < horizon && mdp.terminal[s] === 0; t++) {
      const entry = entryStart[s] + sampleAlias(stream, joint, s);
      s = mdp.nextState[entry];
      path.push(row[entry] % nActions, s, mdp.reward[entry], policy.probability[row[entry]]);
    }
    yield path;
  }
}

function pathOf({ episodeStart, state, action, nextState, reward, propensity }: Trajectories, e: number): Path {
  const path = [state[episodeStart[e]]];
  for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++)
    path.push(action[i], nextState[i], reward[i], propensity![i]);
  return path;
}

/** The same stream, but no generator whose state could be read. */
function hidden(rng: Rng): Rng {
  return {
    int32: () => rng.int32(),
    uniform: () => rng.uniform(),
    openUniform: () => rng.openUniform(),
    exponential: () => rng.exponential(),
    normal: () => rng.normal(),
    fork: (...keys) => hidden(rng.fork(...keys)),
  };
}

describe('runs by tables', () => {
  test.prop([smallMdp().chain((mdp) => fc.tuple(fc.constant(mdp), anyPolicy(mdp))), fc.nat()], { numRuns: 40 })(
    'are those of the plain loop, for every seed',
    ([mdp, policy], seed) => {
      const log = simulate(createRng(seed), mdp, policy, { episodes: 15, horizon: 6 });
      const plain = plainRuns(createRng(seed), mdp, policy, 6);
      for (let e = 0; e < log.nEpisodes; e++) expect(pathOf(log, e)).toEqual(plain.next().value);
    },
  );

  test.prop([fc.nat({ max: 100_000 })])('tell chances apart by the last bit of a draw', (seed) => {
    const stream = createRng(seed).fork('simulate', 0);
    // Of the first state.
    stream.uniform();
    const drawn = stream.uniform();
    fc.pre(drawn > 0.01 && drawn < 0.49);
    const endAt = (p: number): number => {
      const fork: Mdp = {
        ...{ nStates: 3, nActions: 1, rowStart: Uint32Array.of(0, 2, 2, 2), nextState: Uint32Array.of(1, 2) },
        ...{ probability: Float64Array.of(p, 1 - p), reward: new Float64Array(2), source: {} },
        ...{ initial: Float64Array.of(1, 0, 0), terminal: Uint8Array.of(0, 1, 1) },
        ...{ outcomes: [{ name: 'none', reward: 0 }], outcome: new Uint8Array(3) },
      };
      const only = { nStates: 3, nActions: 1, probability: Float64Array.of(1, 1, 1) };
      return simulate(createRng(seed), fork, only, { episodes: 1, horizon: 1 }).nextState[0];
    };
    expect(endAt(drawn)).toBe(2);
    expect(endAt(drawn + 2 ** -53)).toBe(1);
  });

  const sepsis = createEnv('sepsis');
  const physician = createPolicy('physician', sepsis.exactModel!());
  const short = { nStates: 12, nActions: 2, probability: new Float64Array(24).fill(0.5), space: 'full' };
  // Enough episodes that the number of steps is told from a part of them.
  it.each([
    ['sepsis', sepsis, physician, 9000, 'taken'],
    ['with all propensities', sepsis, physician, 200, 'all'],
    ['a ward', wardEnv(), short, 20_000, 'none'],
  ] as const)('are those of any generator: %s', (_name, env, policy, episodes, propensities) => {
    const options = { episodes, horizon: 12, propensities, steps: 'tables' } as const;
    const log = simulate(createRng(2), env, policy, options);
    expect(isDeepStrictEqual(log, simulate(hidden(createRng(2)), env, policy, options))).toBe(true);
  });

  it('leaves little room over in the columns', () => {
    const { state } = simulate(createRng(2), sepsis, physician, { episodes: 9000, horizon: 12, steps: 'tables' });
    expect(state.buffer.byteLength).toBeLessThan(1.05 * 4 * state.length);
  });
});
