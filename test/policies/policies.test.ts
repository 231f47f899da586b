import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createEnv } from '../../envs/registry.js';
import { behaviour } from '../../policies/behaviour.js';
import { createPolicy, policies } from '../../policies/registry.js';
import { softened } from '../../policies/softened.js';
import { tabular } from '../../policies/tabular.js';
import { checkPolicy } from '../../src/mdp/policy.js';
import { countTransitions } from '../../src/mdp/transitionCounts.js';
import { anyPolicy } from '../support/generators.js';

const model = createEnv('gridworld').exactModel!();

describe('policies', () => {
  test.each(policies.map((definition) => definition.name))('%s is a policy over the model it is made for', (name) => {
    const policy = createPolicy(name, model);
    checkPolicy(name, policy);
    expect([policy.nStates, policy.nActions]).toEqual([model.nStates, model.nActions]);
    expect(policy.space).toBe(model.source.space);
  });

  test('an unknown name or parameter is an error that lists those there are', () => {
    expect(() => createPolicy('doctor', model)).toThrow(
      "policy: name must be one of uniform, physician, optimal, got 'doctor'",
    );
    expect(() => createPolicy('physician', model, { eps: 0 })).toThrow(
      "policy physician: parameters are form, discount, epsilon, got 'eps'",
    );
  });

  test('the physician takes the best action with probability 0.95, each other with 0.05/7', () => {
    const sepsis = createEnv('sepsis').exactModel!();
    const { probability } = createPolicy('physician', sepsis);
    for (let s = 0; s < sepsis.nStates; s++) {
      const row = Array.from(probability.subarray(8 * s, 8 * s + 8)).sort((a, b) => b - a);
      expect(row).toBeAllClose([0.95, ...new Array<number>(7).fill(0.05 / 7)]);
    }
  });

  test.prop([anyPolicy({ nStates: 3, nActions: 3 }), fc.double({ min: 0, max: 1, noNaN: true })])(
    'softening keeps a policy a policy, and changes nothing at epsilon 0',
    (policy, epsilon) => {
      checkPolicy('softened', softened(policy, epsilon));
      expect(softened(policy, 0).probability).toBeAllClose(policy.probability);
    },
  );

  test('softening checks its epsilon', () => {
    expect(() => softened(tabular([0], 2), 1.5)).toThrow('softened: epsilon must be from 0 to 1, got 1.5');
  });

  test('a table names the first state whose action is none', () => {
    expect(Array.from(tabular([0, 1], 2).probability)).toEqual([1, 0, 0, 1]);
    expect(() => tabular([0, 2], 2)).toThrow('tabular: action of state 1 must be from 0 to 1, got 2');
  });

  test('the behaviour is counted, uniform where nothing was seen, and smoothed on request', () => {
    const columns = { state: [0, 0, 0, 1], action: [0, 0, 1, 1], reward: [0, 0, 0, 0], nextState: [0, 1, 1, 1] };
    const counts = countTransitions(columns, 3, 2);
    expect(behaviour(counts).probability).toBeAllClose([2 / 3, 1 / 3, 0, 1, 1 / 2, 1 / 2]);
    expect(behaviour(counts, 1).probability).toBeAllClose([3 / 5, 2 / 5, 1 / 3, 2 / 3, 1 / 2, 1 / 2]);
    expect(() => behaviour(counts, -1)).toThrow('behaviour: smoothing must be ≥ 0, got -1');
  });
});
