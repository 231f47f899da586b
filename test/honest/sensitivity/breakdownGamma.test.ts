import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { tabular } from '../../../policies/tabular.js';
import { uniform } from '../../../policies/uniform.js';
import { breakdownGamma } from '../../../src/honest/sensitivity/breakdownGamma.js';
import { confoundedValue } from '../../../src/honest/sensitivity/confoundedValue.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { anyPolicy, smallMdp } from '../../support/generators.js';

const triage = createEnv('triage').exactModel!();
const half = uniform(triage.nStates, triage.nActions);
const [waits, treats] = [tabular([0, 0, 0, 0], 2), tabular([1, 0, 0, 0], 2)];
const once = { horizon: 1 };

const worlds = smallMdp({ maxStates: 4 }).chain((mdp) =>
  fc.record({
    mdp: fc.constant(mdp),
    policy: anyPolicy(mdp),
    behaviour: anyPolicy(mdp),
    horizon: fc.integer({ min: 1, max: 4 }),
  }),
);

describe('breakdownGamma', () => {
  it('is by hand', () => {
    // lower(Γ) = (Γ + 1)(2 − Γ)/(8 Γ) up to Γ = 3.
    const { behaviourValue, gamma } = breakdownGamma(triage, treats, half, once);
    expect([behaviourValue, gamma]).toBeAllClose([0, 2], { rtol: 1e-6, atol: 1e-12 });
  });

  it('is 1 of a policy that is no better to begin with', () => {
    for (const policy of [waits, half]) expect(breakdownGamma(triage, policy, half, once).gamma).toBe(1);
  });

  it('is Infinity where nothing takes it down to the behaviour', () => {
    // Whatever follows a treatment pays 1, with any weights.
    const paid = { ...triage, reward: triage.reward.map((_, k) => (k < triage.rowStart[1] ? 0 : 1)) };
    expect(breakdownGamma(paid, treats, half, once)).toEqual({ behaviourValue: 0.5, gamma: Infinity });
  });

  test.prop([worlds])('is 1 of the behaviour itself, also of one that hides nothing', ({ mdp, policy, horizon }) => {
    const { nActions } = mdp;
    const certain = { ...policy, probability: policy.probability.map((_, row) => +(row % nActions === 0)) };
    for (const one of [policy, certain]) expect(breakdownGamma(mdp, one, one, { horizon }).gamma).toBe(1);
  });

  test.prop([worlds])('is where a fine grid has it', ({ mdp, policy, behaviour, horizon }) => {
    const { behaviourValue, gamma } = breakdownGamma(mdp, policy, behaviour, { horizon });
    expect(behaviourValue).toBe(policyValue(mdp, behaviour, { horizon }).value);
    for (let step = 0; step <= 200; step++) {
      const tried = 1.07 ** step;
      const { lower } = confoundedValue(mdp, policy, behaviour, { gamma: tried, horizon });
      if (tried >= gamma * (1 + 1e-5)) expect(lower).toBeLessThanOrEqual(behaviourValue + 1e-9);
      if (tried <= gamma * (1 - 1e-5)) expect(lower).toBeGreaterThan(behaviourValue - 1e-9);
    }
  });
});
