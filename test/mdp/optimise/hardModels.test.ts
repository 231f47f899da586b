import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { readMdp } from '../../../src/files/index.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { actionValues, policyIteration } from '../../../src/mdp/optimise/policyIteration.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';

const model = (name: string): Promise<Mdp> =>
  readMdp(fileURLToPath(new URL(`../../fixtures/cases/${name}.json`, import.meta.url)));
const gridworld = (parameters: Record<string, unknown> = {}): Mdp => createEnv('gridworld', parameters).exactModel!();
const scaled = (mdp: Mdp, unit: number): Mdp => ({ ...mdp, reward: mdp.reward.map((r) => r * unit) });

/** Runs from 0; every state has one action: where it leads to, and what it earns. −1 is an end. */
function circuit(...steps: readonly (readonly [next: number, reward: number])[]): Mdp {
  const nStates = steps.length + 1;
  const outcome = Uint8Array.from({ length: nStates }, (_, s) => Number(s === nStates - 1));
  return {
    nStates,
    nActions: 1,
    rowStart: Uint32Array.from({ length: nStates + 1 }, (_, row) => Math.min(row, steps.length)),
    nextState: Uint32Array.from(steps, ([next]) => (next < 0 ? nStates - 1 : next)),
    probability: new Float64Array(steps.length).fill(1),
    reward: Float64Array.from(steps, ([, reward]) => reward),
    initial: Float64Array.from({ length: nStates }, (_, s) => Number(s === 0)),
    terminal: outcome.slice(),
    outcomes: [
      { name: 'ongoing', reward: 0 },
      { name: 'ended', reward: 0 },
    ],
    outcome,
    source: {},
  };
}

describe('policyIteration at discount 1', () => {
  test.each([
    ['stay', 1, [1]],
    ['tie', 1, [1, 0]],
    ['tie2', 1, [0, 0]],
    ['cycle', 1.5, [0, 1]],
    ['taxi', -4, [1, 1, 1, 1]],
    ['zeroloop', 0, [1]],
  ])('finds the best of %s.json, worth %d, by a policy that is worth it', async (name, value, action) => {
    const mdp = await model(`discount-one/${name}`);
    const result = policyIteration(mdp, { discount: 1 });
    expect(result.value).toBeAllClose(value);
    expect(policyValue(mdp, result.policy, { discount: 1, horizon: Infinity }).value).toBeAllClose(value);
    expect([...result.action.subarray(0, action.length)]).toEqual(action);
  });

  test('names a state and an action of a loop that earns for ever', async () => {
    expect(() => policyIteration(circuit([1, 0], [1, 1]), { discount: 1 })).toThrow(
      'policyIteration: with discount 1 no policy may earn for ever, got state 1, where action 0 is part of a loop with a mean reward above 0 - give a discount below 1 or a horizon',
    );
    // Here runs can end, but need not.
    const posloop = await model('discount-one/posloop');
    expect(() => policyIteration(posloop, { discount: 1 })).toThrow(/got state 0, where action 1 is part of a loop/);
  });

  test('names a state from which runs neither end nor come to where nothing is earned', () => {
    for (const rewards of [
      [-1, -1],
      [1, -1],
      [0.3, -0.3],
    ])
      expect(() => policyIteration(circuit([1, 0], [2, rewards[0]], [1, rewards[1]]), { discount: 1 })).toThrow(
        /^policyIteration: with discount 1 every state .*, got state 0, in which there is none - give a discount/,
      );
  });

  test('says where there is no value, if no run can come there', () => {
    const mdp = circuit([-1, 2], [2, 1], [1, -1], [3, 1]);
    const { value, stateValue, withoutValue } = policyIteration(mdp, { discount: 1 });
    expect(value).toBe(2);
    expect([...stateValue]).toEqual([2, 0, 0, 0, 0]);
    expect(withoutValue).toEqual([1, 2, 3]);
  });

  test('takes the lowest of tied actions where runs still end, and only there', () => {
    // 0 and 1 can go to each other for nothing, or end with 1; 2 can go to 3, or end with 1; 3 can end with 0 or 1.
    const mdp: Mdp = {
      ...circuit([-1, 0], [-1, 0], [-1, 0], [-1, 0]),
      nActions: 2,
      rowStart: Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8),
      nextState: Uint32Array.of(1, 4, 0, 4, 3, 4, 4, 4),
      probability: new Float64Array(8).fill(1),
      reward: Float64Array.of(0, 1, 0, 1, 0, 1, 0, 1),
    };
    const { action, stateValue } = policyIteration(mdp, { discount: 1 });
    expect([...stateValue]).toEqual([1, 1, 1, 1, 0]);
    expect(action[0] + action[1]).toBeGreaterThan(0);
    expect([...action.subarray(2, 4)]).toEqual([0, 1]);
  });

  test('takes rewards that sum to 0 but for rounding as 0', () => {
    // .1 + .2 − .3 is 5.6e-17 in binary fractions: going round is not worth it, nor is it forbidden.
    const mdp = circuit([1, 0.1], [2, 0.2], [0, -0.3]);
    expect(() => policyIteration(mdp, { discount: 1 })).toThrow(/in which there is none/);
  });
});

describe('policyIteration and the unit of rewards', () => {
  test.each([
    ['tiny', 2e-10],
    ['nine-times', 9e-10],
  ])('finds the better action of %s.json', async (name, value) => {
    const result = policyIteration(await model(`scale-of-rewards/${name}`));
    expect(result.action[0]).toBe(1);
    expect(result.value).toBeAllClose(value, { atol: 0 });
  });

  test('solves a gridworld in billionths as in ones', () => {
    const plain = policyIteration(gridworld());
    const tiny = policyIteration(scaled(gridworld(), 1e-9));
    expect(tiny.action).toEqual(plain.action);
    expect(tiny.value).toBeAllClose(9.4323e-10, { rtol: 1e-5, atol: 0 });
  });

  test('keeps apart what is small far from the goal', () => {
    const mdp = gridworld({ width: 17, height: 4 });
    const found = policyIteration(mdp, { discount: 0.3 });
    // Value iteration from 0 adds up what is not negative, so that each value has all its digits.
    let value = new Float64Array(mdp.nStates);
    for (let round = 0; round < 300; round++) {
      const q = actionValues(mdp, value, 0.3);
      value = value.map((_, s) => Math.max(...q.subarray(s * mdp.nActions, (s + 1) * mdp.nActions)));
    }
    expect(found.stateValue).toBeAllClose(value, { rtol: 1e-9, atol: 0 });
    expect(found.value).toBeAllClose(5.24335e-11, { rtol: 1e-5, atol: 0 });
    const { policy } = policyIteration(mdp, { discount: 0.9 });
    const other = policyValue(mdp, policy, { discount: 0.3, horizon: Infinity }).value;
    expect(other).toBeAllClose(5.1e-11, { rtol: 0.01, atol: 0 });
    expect(found.value).toBeGreaterThan(other);
  });
});

describe('policyIteration on larger graphs', () => {
  test('passes on what a corridor of 150 states leads to', async () => {
    const { value } = policyIteration(await model('discount-one/corridor'), { discount: 0.99 });
    expect(value).toBeAllClose(0.99 ** 149, { atol: 0 });
  });

  test.each([0.9, 0.99, 0.999, 1])('solves a slippery grid of 2,500 states at discount %d', (discount) => {
    const mdp = gridworld({ width: 50, height: 50, noise: 0.2 });
    const result = policyIteration(mdp, { discount });
    expect(result.relativeResidual).toBeLessThanOrEqual(1e-9);
    const own = policyValue(mdp, result.policy, { discount, horizon: Infinity });
    expect(result.value).toBeAllClose(own.value, { rtol: 1e-9, atol: 0 });
  });
});
