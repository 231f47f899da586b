import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { denseValue } from '../../../src/mdp/evaluate/denseValue.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { occupancy } from '../../../src/mdp/evaluate/occupancy.js';
import { outcomeProbabilities, stateDistribution } from '../../../src/mdp/evaluate/outcomeProbabilities.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { anyPolicy, smallMdp } from '../../support/generators.js';

const problem = smallMdp().chain((mdp) => fc.tuple(fc.constant(mdp), anyPolicy(mdp)));

/** Sum over all runs of up to `horizon` steps: [probability-weighted return, probability of each outcome]. */
function enumerateRuns(
  mdp: Mdp,
  policy: Policy,
  horizon: number,
  discount: number,
): { value: number; outcomes: number[] } {
  const outcomes = new Array<number>(mdp.outcomes.length).fill(0);
  let value = 0;
  const visit = (s: number, t: number, probability: number, earned: number): void => {
    if (probability === 0) return;
    if (t === horizon || mdp.terminal[s] === 1) {
      value += probability * earned;
      outcomes[mdp.outcome[s]] += probability;
      return;
    }
    for (let a = 0; a < mdp.nActions; a++) {
      const row = s * mdp.nActions + a;
      for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
        const step = policy.probability[row] * mdp.probability[k];
        visit(mdp.nextState[k], t + 1, probability * step, earned + discount ** t * mdp.reward[k]);
      }
    }
  };
  mdp.initial.forEach((mass, s) => {
    visit(s, 0, mass, 0);
  });
  return { value, outcomes };
}

describe('policyValue', () => {
  test.prop([problem, fc.constantFrom(0.5, 1), fc.integer({ min: 0, max: 3 })], { numRuns: 50 })(
    'equals the enumeration of all runs, as do the outcome probabilities',
    ([mdp, policy], discount, horizon) => {
      const { value, outcomes } = enumerateRuns(mdp, policy, horizon, discount);
      expect(policyValue(mdp, policy, { horizon, discount }).value).toBeAllClose(value);
      expect(outcomeProbabilities(mdp, policy, horizon)).toBeAllClose(outcomes);
    },
  );

  test.prop([problem, fc.constantFrom(0.3, 0.9, 0.999)], { numRuns: 30 })(
    'without horizon equals a dense solve, and a long horizon',
    async ([mdp, policy], discount) => {
      const { stateValue } = policyValue(mdp, policy, { horizon: Infinity, discount });
      expect(stateValue).toBeAllClose(await denseValue(mdp, policy, discount), { rtol: 1e-9, atol: 1e-9 });
      if (discount === 0.3)
        expect(stateValue).toBeAllClose(policyValue(mdp, policy, { horizon: 60, discount }).stateValue, {
          atol: 1e-12,
        });
    },
  );

  test.prop([problem, fc.constantFrom(0.5, 0.99), fc.constantFrom(1, 4, Infinity)])(
    'is the sum of occupancy times expected reward',
    ([mdp, policy], discount, horizon) => {
      const visits = occupancy(mdp, policy, { horizon, discount });
      let sum = 0;
      for (let row = 0; row < visits.length; row++) {
        for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++)
          sum += visits[row] * mdp.probability[k] * mdp.reward[k];
      }
      expect(sum).toBeAllClose(policyValue(mdp, policy, { horizon, discount }).value, { rtol: 1e-9, atol: 1e-9 });
    },
  );

  test('gives the published value of the physician policy', () => {
    const model = createEnv('sepsis').exactModel!();
    const value = (form: string): number =>
      policyValue(model, createPolicy('physician', model, { form }), { horizon: 20 }).value;
    expect(value('recurring')).toBeAllClose(0.31182, { rtol: 0, atol: 5e-6 });
    expect(value('episodic')).toBeAllClose(0.31698, { rtol: 0, atol: 5e-6 });
  });

  test('in sepsis is the probability of discharge less that of death', () => {
    const model = createEnv('sepsis').exactModel!();
    const physician = createPolicy('physician', model);
    const [alive, death, discharge] = outcomeProbabilities(model, physician, 20);
    expect(alive + death + discharge).toBeAllClose(1);
    expect(discharge - death).toBeAllClose(policyValue(model, physician, { horizon: 20 }).value);
  });

  test('refuses a policy whose numbers stand for other actions', () => {
    const model = createEnv('sepsis').exactModel!();
    const names = Array.from({ length: 8 }, (_, a) => `action ${a}`);
    const named = { ...model, source: { ...model.source, actions: names } };
    const policy = { ...createPolicy('physician', model), actions: names };
    expect(policyValue(named, policy, { horizon: 3 })).toEqual(policyValue(model, policy, { horizon: 3 }));
    expect(() => policyValue(named, { ...policy, actions: names.toReversed() }, { horizon: 3 })).toThrow(
      "policyValue: policy must number its actions as the model does, got 'action 7' as 0, which is 'action 0' there",
    );
  });

  test('refuses a policy of another size or space, and a horizon that is no number of steps', () => {
    const model = createEnv('sepsis').exactModel!();
    const physician = createPolicy('physician', model);
    const small: Policy = { nStates: 1, nActions: 8, probability: new Float64Array(8).fill(1 / 8) };
    expect(() => policyValue(model, small, { horizon: 20 })).toThrow(
      'policyValue: policy must have 1440 states and 8 actions, got 1 and 8 - solve or fit it in the same state space as the model',
    );
    expect(() => policyValue(model, { ...physician, space: 'observed' }, { horizon: 20 })).toThrow(
      "policyValue: policy must be over space 'full', got 'observed'",
    );
    expect(() => policyValue(model, physician, { horizon: 2.5 })).toThrow(
      /horizon must be an integer ≥ 0 or Infinity, got 2.5/,
    );
    expect(() => stateDistribution(model, physician, Infinity)).toThrow(/horizon must be finite/);
  });
});
