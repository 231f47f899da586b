import { describe, expect, it } from 'vitest';
import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import { aggregate } from '../../src/mdp/aggregate.js';
import { abstractionBetween } from '../../src/mdp/env.js';
import { liftPolicy } from '../../src/mdp/liftPolicy.js';
import { checkMdp } from '../../src/mdp/mdp.js';
import { listedVariables } from '../../src/mdp/parts/listedVariables.js';
import { occupancy } from '../../src/mdp/evaluate/occupancy.js';
import { policyValue } from '../../src/mdp/evaluate/policyValue.js';

const env = createEnv('sepsis');
const model = env.exactModel!();
const abstraction = abstractionBetween(env, 'full', 'projected');

describe('liftPolicy', () => {
  it('acts in each fine state as in the coarse one', () => {
    const probability = Float64Array.from({ length: 146 * 8 }, (_, row) =>
      row % 8 === Math.floor(row / 8) % 8 ? 1 : 0,
    );
    const lifted = liftPolicy({ nStates: 146, nActions: 8, probability, space: 'projected' }, abstraction);
    expect([lifted.nStates, lifted.space]).toEqual([1440, 'full']);
    for (let s = 0; s < 1440; s++)
      expect(lifted.probability.subarray(8 * s, 8 * s + 8).indexOf(1)).toBe(abstraction.map[s] % 8);
  });

  it('refuses a policy over another space', () => {
    const policy = createPolicy('uniform', model);
    expect(() => liftPolicy(policy, abstraction)).toThrow(/policy must have 146 states and 8 actions, got 1440/);
  });
});

describe('aggregate', () => {
  const physician = createPolicy('physician', model);

  it('is a model, whose rows are those of the fine states weighed by their visits', () => {
    const visits = occupancy(model, physician, { horizon: 20 });
    const coarse = aggregate(model, abstraction, visits);
    checkMdp(coarse, 'aggregate');
    expect(coarse.source).toMatchObject({ space: 'projected', absorption: 'direct' });
    expect(coarse.outcomes).toBe(model.outcomes);
    expect(coarse.actionParts).toBe(model.actionParts);
    expect(coarse.variables).toEqual(listedVariables(abstraction.to));
  });

  it('onto the same space changes nothing that is visited', () => {
    const same = abstractionBetween(env, 'full', 'full');
    const again = aggregate(model, same, new Float64Array(1440 * 8).fill(1));
    expect(again.probability).toBeAllClose(model.probability);
    expect(policyValue(again, physician, { horizon: 20 }).value).toBeAllClose(
      policyValue(model, physician, { horizon: 20 }).value,
    );
  });

  it('refuses a model over another space', () => {
    const other = abstractionBetween(env, 'observed', 'projected');
    expect(() => aggregate(model, other, new Float64Array(0))).toThrow(
      /must have the 720 states of space 'observed', got 1440/,
    );
  });
});
