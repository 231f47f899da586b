import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { createRng } from '../../../src/core/random/rng.js';
import { CONTROL_BEHAVIOURS, controlBehaviour } from '../../../src/experiments/controls/controlBehaviours.js';
import { markovWorld } from '../../../src/experiments/controls/markovWorld.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import { occupancy } from '../../../src/mdp/evaluate/occupancy.js';
import { checkPolicy } from '../../../src/mdp/policy.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';

const env = createEnv('sepsis');
const truth = env.exactModel!();

describe('controlBehaviour', () => {
  it.each(CONTROL_BEHAVIOURS)('%s is a policy over the finest states', (name) => {
    const policy = controlBehaviour(env, name);
    checkPolicy(policy);
    expect(policy).toMatchObject({ nStates: truth.nStates, nActions: 8, space: 'full' });
  });

  it('makes the good choice a rare one, and another the usual one in all states that look alike', () => {
    const { probability } = controlBehaviour(env, 'raregood');
    const best = createPolicy('optimal', truth).probability;
    const { map } = abstractionBetween(env, 'full', 'projected');
    const often = new Float64Array(146 * 8);
    occupancy(truth, createPolicy('physician', truth), { horizon: 20 }).forEach((n, row) => {
      often[map[Math.floor(row / 8)] * 8 + (row % 8)] += n;
    });
    const visited = Array.from(map.keys()).filter((s) => often[map[s] * 8] > 0);
    expect(visited.length).toBeGreaterThan(500);
    for (const s of visited) {
      const of = Array.from(often.subarray(map[s] * 8, map[s] * 8 + 8));
      // Slips are all alike: several may be third.
      const third = of.findIndex((_, a) => probability[s * 8 + a] > 0.5);
      expect(of[third]).toBe(of.toSorted((a, b) => b - a)[2]);
      for (let a = 0; a < 8; a++)
        expect(probability[s * 8 + a]).toBeAllClose(0.0025 + 0.1 * best[s * 8 + a] + (a === third ? 0.88 : 0));
    }
  });

  it('leaves what is best to be done nearly always', () => {
    const { probability } = controlBehaviour(env, 'hiddenrare');
    const best = createPolicy('optimal', truth).probability;
    expect(probability).toBeAllClose(best.map((p) => 0.995 * p + 0.005 / 8));
  });
});

describe('markovWorld', () => {
  const { mdp, behaviour } = markovWorld(createRng(1), env, { episodes: 300 });

  it('is an exact model of the coarse states, in which those who are estimated can act', () => {
    expect(mdp).toMatchObject({ nStates: 146, source: { env: 'sepsis', space: 'projected' } });
    expect(mdp.visits ?? mdp.observed).toBeUndefined();
    expect(behaviour).toMatchObject({ nStates: 146, space: 'projected' });
    const log = simulate(createRng(2), mdp, behaviour, { episodes: 50, horizon: 20 });
    expect(log.source).toMatchObject({ env: 'sepsis', space: 'projected' });
    expect(log.propensity!.every((p) => p > 0)).toBe(true);
  });

  it('is fitted to runs of the physician', () => {
    expect(markovWorld(createRng(1), env, { episodes: 300 }).mdp).toEqual(mdp);
    expect(markovWorld(createRng(1), env, { episodes: 301 }).mdp).not.toEqual(mdp);
  });
});
