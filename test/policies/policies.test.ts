import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createEnv } from '../../envs/registry.js';
import { behaviour } from '../../policies/behaviour.js';
import { mostFrequent } from '../../policies/mostFrequent.js';
import { createPolicy, policies } from '../../policies/registry.js';
import { softened } from '../../policies/softened.js';
import { tabular } from '../../policies/tabular.js';
import { createRng } from '../../src/core/random/rng.js';
import { checkPolicy } from '../../src/mdp/policy.js';
import { countTransitions } from '../../src/fit/transitionCounts.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import { anyPolicy } from '../support/generators.js';

const model = createEnv('gridworld').exactModel!();

describe('policies', () => {
  const log = simulate(createRng(1), model, createPolicy('uniform', model), { episodes: 5, horizon: 10 });

  test.each(
    policies.flatMap((definition) => [
      ...(definition.create ? [[definition.name, model] as const] : []),
      ...(definition.estimate ? [[definition.name, log] as const] : []),
    ]),
  )('%s is a policy over the model or log it is made for', (name, from) => {
    const policy = createPolicy(name, from);
    checkPolicy(policy, name);
    expect([policy.nStates, policy.nActions]).toEqual([from.nStates, from.nActions]);
    expect(policy.space).toBe(from.source.space);
  });

  test('one that needs a model says so, given a log, and the reverse', () => {
    expect(() => createPolicy('optimal', log)).toThrow('policy optimal: a model is needed, got a log');
    expect(() => createPolicy('most-frequent', model)).toThrow('policy most-frequent: a log is needed, got a model');
  });

  test('uniform leaves out what is not possible', () => {
    const rowStart = Uint32Array.of(0, 1, 1, 1, 1);
    const small = { ...model, nStates: 2, nActions: 2, rowStart, terminal: Uint8Array.of(0, 1) };
    expect(createPolicy('uniform', small).probability).toEqual(Float64Array.of(1, 0, 0.5, 0.5));
  });

  test('an unknown name or parameter is an error that lists those there are', () => {
    expect(() => createPolicy('doctor', model)).toThrow(
      "policy: name must be one of uniform, physician, optimal, behaviour, most-frequent, got 'doctor'",
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
      checkPolicy(softened(policy, epsilon), 'softened');
      expect(softened(policy, 0).probability).toBeAllClose(policy.probability);
    },
  );

  test('softening among some actions gives to them alone: by hand', () => {
    const among = (row: readonly number[], ...named: number[]): number[] => {
      const policy = { nStates: 1, nActions: 4, probability: Float64Array.from(row) };
      return Array.from(softened(policy, 0.5, Uint8Array.from(named)).probability);
    };
    expect(among([1, 0, 0, 0], 1, 1, 1, 0)).toBeAllClose([0.5, 0.25, 0.25, 0]);
    // From an action that is not named, to all that are.
    expect(among([1, 0, 0, 0], 0, 1, 1, 0)).toBeAllClose([0.5, 0.25, 0.25, 0]);
    expect(among([0.5, 0.5, 0, 0], 1, 0, 1, 0)).toBeAllClose([0.375, 0.25, 0.375, 0]);
    // There is nothing else to do than the only one, and none named are all.
    expect(among([1, 0, 0, 0], 1, 0, 0, 0)).toBeAllClose([1, 0, 0, 0]);
    expect(among([1, 0, 0, 0], 0, 0, 0, 0)).toBeAllClose([1 / 2, 1 / 6, 1 / 6, 1 / 6]);
  });

  test.prop([
    anyPolicy({ nStates: 3, nActions: 3 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.uint8Array({ minLength: 9, maxLength: 9, max: 1 }),
  ])(
    'softening among some actions keeps a policy a policy, and adds nothing to the others',
    (policy, epsilon, among) => {
      const soft = softened(policy, epsilon, among);
      checkPolicy(soft, 'softened');
      for (let row = 0; row < 9; row++) {
        const s = 3 * Math.floor(row / 3);
        if (among[row] === 0 && among.subarray(s, s + 3).includes(1))
          expect(soft.probability[row]).toBeAllClose((1 - epsilon) * policy.probability[row]);
      }
      expect(softened(policy, epsilon, new Uint8Array(9).fill(1))).toEqual(softened(policy, epsilon));
    },
  );

  test('softening checks its epsilon, and the shape of what it is among', () => {
    expect(() => softened(tabular([0], 2), 0.5, new Uint8Array(3))).toThrow(
      'softened: among must have length 2, got 3',
    );
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

  test('the most frequent action is the lowest among ties, and all where nothing was seen', () => {
    const columns = {
      state: [0, 0, 0, 1, 1],
      action: [1, 1, 0, 1, 0],
      reward: [0, 0, 0, 0, 0],
      nextState: [0, 1, 1, 1, 1],
    };
    expect(mostFrequent(countTransitions(columns, 3, 2)).probability).toEqual(Float64Array.of(0, 1, 1, 0, 0.5, 0.5));
  });
});
