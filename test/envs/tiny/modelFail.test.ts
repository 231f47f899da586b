import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { modelFailPolicies } from '../../../envs/tiny/modelFail.js';
import { ArgumentError } from '../../../src/core/errors.js';
import { createRng } from '../../../src/core/random/rng.js';
import { aggregate } from '../../../src/mdp/aggregate.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import { fit } from '../../../src/fit/fit.js';
import { liftPolicy } from '../../../src/mdp/liftPolicy.js';
import { occupancy } from '../../../src/mdp/evaluate/occupancy.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { projectTrajectories } from '../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';

describe('model-fail', () => {
  const env = createEnv('model-fail');
  const model = env.exactModel!();
  const abstraction = abstractionBetween(env, 'full', 'observed');
  const { behaviour, target } = modelFailPolicies;
  const full = { behaviour: liftPolicy(behaviour, abstraction), target: liftPolicy(target, abstraction) };

  it('has the table of its comment', () => {
    expect([...model.nextState]).toEqual([1, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
    expect([...model.reward]).toEqual([0, 0, 1, 1, -1, -1, 0, 0, 0, 0]);
    expect([...model.probability]).toEqual(Array<number>(10).fill(1));
  });

  it('has the values of its comment', () => {
    expect(policyValue(model, full.target, { horizon: 2 }).value).toBeAllClose(-0.76);
    expect(policyValue(model, full.behaviour, { horizon: 2 }).value).toBeAllClose(0.76);
    expect(policyValue(model, full.target, { horizon: 1 }).value).toBe(0);
  });

  it('has the wrong model of its comment: what a fit of a long log tends to', () => {
    const visits = occupancy(model, full.behaviour, { horizon: 2 });
    const seen = aggregate(model, abstraction, visits);
    expect([...seen.nextState.subarray(0, 3)]).toEqual([0, 1, 2]);
    // Going on, then a half times .88 and .12, for either action.
    expect([...seen.probability.subarray(0, 6)]).toBeAllClose([0.5, 0.44, 0.06, 0.5, 0.44, 0.06]);
    for (const policy of [behaviour, target])
      expect(policyValue(seen, policy, { horizon: 2 }).value).toBeAllClose(0.57);
  });

  it('is recorded without what the first action was, and ends after two steps', () => {
    const log = simulate(createRng(1), env, behaviour, { episodes: 500, horizon: 20 });
    expect(log.nStates).toBe(3);
    expect(log.hidden).toBeUndefined();
    expect([...log.terminated]).toEqual(Array<number>(500).fill(1));
    expect([...log.state]).toEqual(Array<number>(1000).fill(0));
    for (let i = 0; i < 1000; i += 2) {
      expect([log.nextState[i], log.reward[i]]).toEqual([0, 0]);
      expect([log.nextState[i + 1], log.reward[i + 1]]).toEqual(log.action[i] === 0 ? [1, 1] : [2, -1]);
    }
    const { mdp } = fit(log, { abstraction: abstractionBetween(env, 'observed', 'observed'), outcomes: env.outcomes });
    const gained = log.reward.filter((r) => r === 1).length / 500;
    expect([...mdp.outcome]).toEqual([0, 1, 2]);
    expect(gained).toBeAllClose(0.88, { rtol: 0, atol: 0.121 }); // Hoeffding, 500 runs, one in a million
    expect(() => projectTrajectories(log, env, 'full')).toThrow(
      new ArgumentError(
        "projectTrajectories: env model-fail must have a hidden part that is constant within a run, for its logs to be refined to 'full', got one that changes - evaluate in space 'observed' or a coarser one",
      ),
    );
  });
});
