import { describe, expect, it } from 'vitest';
import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import { createRng } from '../../src/core/random/rng.js';
import { fit } from '../../src/fit/fit.js';
import { mixWorst } from '../../src/fit/worst/mixWorst.js';
import { FRAGILE_SHARE, fragility } from '../../src/honest/fragility.js';
import { abstractionBetween } from '../../src/mdp/env.js';
import { withFloor } from '../../src/mdp/floorState.js';
import { policyIteration } from '../../src/mdp/optimise/policyIteration.js';
import type { Policy } from '../../src/mdp/policy.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import { logOfRuns } from '../fit/worst/logOfRuns.js';
import { without } from '../trajectories/without.js';

/** Action 0 was tried four times, of which three paid 1 and one -1; action 1 once, and paid 1. */
const { mdp } = fit(
  logOfRuns(3, 2, [
    ...[1, 1, 1].map((): [number, number, number, number][] => [[0, 0, 1, 1]]),
    [[0, 0, -1, 2]],
    [[0, 1, 1, 1]],
  ]),
  undefined,
);

function takes(action: number): Policy {
  return { nStates: 3, nActions: 2, probability: Float64Array.from({ length: 6 }, (_, row) => +(row % 2 === action)) };
}

describe('fragility', () => {
  it('is what one imaginary case of the worst takes', () => {
    // 1/2 of four cases, 1/5 of five; of one case half is lost.
    expect(fragility(mdp, takes(0), { horizon: 1 })).toEqual({
      fragility: expect.toBeAllClose(0.3) as number,
      value: 0.5,
      pessimisticValue: expect.toBeAllClose(0.2) as number,
      // Four in five times action 0, and once action 1, which loses 1.
      behaviourFragility: expect.toBeAllClose(0.8 * 0.3 + 0.2) as number,
      returnRange: [-1, 1],
      threshold: 0.1,
      fragile: false,
    });
    expect(fragility(mdp, takes(1), { horizon: 1 })).toMatchObject({
      ...{ fragility: 1, value: 1, pessimisticValue: 0 },
      fragile: true,
    });
    expect(FRAGILE_SHARE).toBe(0.05);
  });

  it('discounts what is promised, what is taken off and the range that it is held against', () => {
    // From 0 to 1 without pay, then an end that pays 1 or -1, one step later: both runs are halved by the discount.
    const later = fit(
      logOfRuns(
        4,
        1,
        [1, -1].map((pay): [number, number, number, number][] => [
          [0, 0, 0, 1],
          [1, 0, pay, pay === 1 ? 2 : 3],
        ]),
      ),
      undefined,
    ).mdp;
    const only: Policy = { nStates: 4, nActions: 1, probability: new Float64Array(4).fill(1) };
    // With the worst: a third ends badly at once, and of the others a third well and two thirds badly.
    const worst = -1 / 3 + (2 / 3) * 0.5 * (1 / 3 - 2 / 3);
    expect(fragility(later, only, { horizon: 2, discount: 0.5 })).toEqual({
      fragility: expect.toBeAllClose(-worst) as number,
      value: 0,
      pessimisticValue: expect.toBeAllClose(worst) as number,
      // There is but one thing to do.
      behaviourFragility: expect.toBeAllClose(-worst) as number,
      returnRange: [-0.5, 0.5],
      threshold: 0.05,
      fragile: false,
    });
  });

  it('is the same whatever was mixed in before', () => {
    const before = fragility(mdp, takes(0), { horizon: 3 });
    for (const cases of [0.5, 1, 30])
      expect(fragility(mixWorst(mdp, cases), takes(0), { horizon: 3 }).fragility).toBeAllClose(before.fragility);
  });

  it('takes a policy with or without a floor', () => {
    const costly = fit(
      logOfRuns(2, 2, [
        [
          [0, 0, -1, 0],
          [0, 1, -2, 0],
          [0, 0, 0, 1],
        ],
      ]),
      undefined,
    ).mdp;
    const policy: Policy = { nStates: 2, nActions: 2, probability: Float64Array.of(1, 0, 1, 0) };
    const mixed = mixWorst(costly, 1, { horizon: 2 });
    expect(mixed.nStates).toBe(3);
    // Own: half of the runs end at once, a quarter after a cost of 1, a quarter cost 2. Of three cases one is imagined:
    // after a step that costs 1, as another does, or two of 2 each.
    const expected = { value: -0.5 - 0.25, pessimisticValue: (-1 + (-1 - 2) / 3) / 3 + (-2 * 2) / 3 };
    for (const [model, given] of [
      [costly, policy],
      [mixed, policy],
      [mixed, withFloor(policy, mixed)],
    ] as const) {
      // prettier-ignore
      const found = fragility(model, given, { horizon: 2 });
      expect(found.value).toBeAllClose(expected.value);
      expect(found.pessimisticValue).toBeAllClose(expected.pessimisticValue);
    }
    expect(() => fragility(costly, policy, { horizon: Infinity })).toThrow(/give a horizon/);
  });

  it('finds the luck of a plain policy, and little in one that was learned with the worst in mind', () => {
    const env = createEnv('sepsis');
    const physician = createPolicy('physician', env.exactModel!());
    const log = simulate(createRng(1), env, physician, { episodes: 1000, horizon: 20, steps: 'tables' });
    const fitted = fit(log, { abstraction: abstractionBetween(env, env.recorded, 'projected'), outcomes: env.outcomes }).mdp; // prettier-ignore
    const plain = policyIteration(fitted, { discount: 0.99 }).policy;
    const cautious = policyIteration(mixWorst(fitted, 1), { discount: 0.99 }).policy;
    expect(fragility(fitted, plain, { horizon: 20 })).toMatchObject({ threshold: 0.1, fragile: true });
    expect(fragility(fitted, cautious, { horizon: 20 })).toMatchObject({ threshold: 0.1, fragile: false });
  });

  it('excuses nothing where the behaviour has no value', () => {
    // Action 0 ends, at 1 or -1; action 1 leads to where steps pay 1 for ever.
    const endless = logOfRuns(4, 2, [
      [[0, 0, 1, 2]],
      [[0, 0, -1, 3]],
      [
        [0, 1, 0, 1],
        [1, 0, 1, 1],
      ],
    ]);
    const { mdp } = fit({ ...endless, terminated: Uint8Array.of(1, 1, 0) }, undefined);
    const policy: Policy = { nStates: 4, nActions: 2, probability: Float64Array.from({ length: 8 }, (_, i) => +(i % 2 === 0)) }; // prettier-ignore
    expect(fragility(mdp, policy, { horizon: 3 }).behaviourFragility).toBeGreaterThan(0.3);
    const found = fragility(mdp, policy, { horizon: Infinity });
    expect([found.behaviourFragility, found.fragility]).toEqual([0, expect.toBeAllClose(1 / 3)]);
  });

  it('refuses a model that does not say how many cases it rests on', () => {
    expect(() => fragility(without(mdp, 'visits'), takes(0), { horizon: 1 })).toThrow(/visits/);
  });
});
