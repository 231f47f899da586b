import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { modelWinPolicies } from '../../../envs/tiny/modelWin.js';
import { createRng } from '../../../src/core/random/rng.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import { fit } from '../../../src/fit/fit.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';

describe('model-win', () => {
  const env = createEnv('model-win');
  const model = env.exactModel!();
  const { behaviour, target } = modelWinPolicies;

  it('has the table of its comment', () => {
    expect([...model.nextState]).toEqual([1, 2, 1, 2, 0, 0, 0, 0]);
    expect([...model.probability]).toEqual([0.4, 0.6, 0.6, 0.4, 1, 1, 1, 1]);
    expect([...model.reward]).toEqual([1, -1, 1, -1, 0, 0, 0, 0]);
    expect([...model.initial, ...model.terminal]).toEqual([1, 0, 0, 0, 0, 0]);
  });

  it('has the values of its comment, a fifth of a reward for every second step', () => {
    expect(policyValue(model, target, { horizon: 20 }).value).toBeAllClose(0.92);
    expect(policyValue(model, behaviour, { horizon: 20 }).value).toBeAllClose(-0.92);
    expect([1, 2, 3].map((horizon) => policyValue(model, target, { horizon }).value)).toBeAllClose([
      0.092, 0.092, 0.184,
    ]);
  });

  it('has policies that are sure of nothing, and differ at home only', () => {
    expect([...behaviour.probability]).toBeAllClose([0.73, 0.27, 0.5, 0.5, 0.5, 0.5]);
    expect([...target.probability]).toBeAllClose([0.27, 0.73, 0.5, 0.5, 0.5, 0.5]);
  });

  it('is simulated to the horizon and fitted', () => {
    const log = simulate(createRng(1), env, behaviour, { episodes: 2_000, horizon: 20 });
    expect([log.state.length, Math.max(...log.terminated)]).toEqual([40_000, 0]);
    const { outcomes } = env;
    const { mdp } = fit(log, { abstraction: abstractionBetween(env, 'full', 'full'), outcomes });
    // Of the fitted model: ten visits home, each worth the mean reward that the log has of the action taken there.
    const meanReward = [0, 1].map((a) => {
      const earned = log.reward.filter((_, i) => log.state[i] === 0 && log.action[i] === a);
      return earned.reduce((sum, r) => sum + r, 0) / earned.length;
    });
    expect(policyValue(mdp, target, { horizon: 20 }).value).toBeAllClose(
      10 * (0.27 * meanReward[0] + 0.73 * meanReward[1]),
      { rtol: 1e-9 },
    );
    // Some 5,400 of 20,000 visits home take action 1: its mean reward is off by less than .074, but for one time in a
    // million, and that of action 0 by less than .045 (Hoeffding, rewards from −1 to 1).
    const half = (a: number): number => {
      const n = log.action.filter((action, i) => action === a && log.state[i] === 0).length;
      return 2 * Math.sqrt(Math.log(4e6) / (2 * n));
    };
    expect(Math.abs(meanReward[0] - -0.2)).toBeLessThan(half(0));
    expect(Math.abs(meanReward[1] - 0.2)).toBeLessThan(half(1));
  });
});
