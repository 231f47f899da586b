import { describe, expect, it } from 'vitest';
import { NO_LEVEL, endLevels, observedOnly } from '../../src/report/observedOnly.js';
import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import { createRng } from '../../src/core/random/rng.js';
import { fit } from '../../src/fit/fit.js';
import { fitSpaceOf } from '../../src/fit/fitSpaceOf.js';
import { listedVariables } from '../../src/mdp/parts/listedVariables.js';
import { spaceOf } from '../../src/mdp/env.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';

const env = createEnv('sepsis');
const recorded = simulate(createRng(1), env, createPolicy('physician', env.exactModel!()), {
  episodes: 20,
  horizon: 20,
});
const { mdp } = fit(recorded, fitSpaceOf(env, env.recorded, 'projected'));
const own = listedVariables(spaceOf(env, env.recorded))!;
const { state, nextState, episodeStart } = recorded;

describe('observedOnly', () => {
  it('has glucose, which the projected states hide, at every step and in the last state', () => {
    const [glucose, ...others] = observedOnly(recorded, env, mdp);
    expect([glucose.name, others]).toEqual(['glucose', []]);
    const { level } = own.find(({ name }) => name === 'glucose')!;
    expect(glucose.level).toHaveLength(state.length + 20);
    expect(glucose.level[7]).toBe(level[state[7]]);
    expect(glucose.level[state.length + 3]).toBe(level[nextState[episodeStart[4] - 1]]);
  });

  it('has none where no environment tells of the states', () => {
    expect(observedOnly(recorded, undefined, mdp)).toEqual([]);
  });
});

describe('endLevels', () => {
  it('has the level that the log ends in for each variable of the model', () => {
    const levels = endLevels(recorded, env, mdp)!;
    expect(levels).toHaveLength(3);
    for (const [k, { name }] of mdp.variables!.entries()) {
      const { level } = own.find((variable) => variable.name === name)!;
      expect(levels[k][3]).toBe(level[nextState[episodeStart[4] - 1]]);
    }
  });

  it('has none of a variable that the log has by other levels, and nothing without an environment', () => {
    const variables = mdp.variables!.map((variable, k) =>
      k === 0 ? { ...variable, levels: variable.levels.map((name) => `${name}!`) } : variable,
    );
    const [first, second] = endLevels(recorded, env, { ...mdp, variables })!;
    expect(new Set(first)).toEqual(new Set([NO_LEVEL]));
    expect(second[0]).not.toBe(NO_LEVEL);
    expect(endLevels(recorded, undefined, mdp)).toBeUndefined();
  });
});
