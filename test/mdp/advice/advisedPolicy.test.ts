import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import type { Advice } from '../../../src/mdp/advice/advice.js';
import { advisedPolicy } from '../../../src/mdp/advice/advisedPolicy.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import type { Policy } from '../../../src/mdp/policy.js';
import type { Abstraction } from '../../../src/mdp/stateSpace.js';

/** In state 1 the second action is replaced by the first in one case of four. */
const advice: Advice = { nStates: 2, nActions: 2, probability: Float64Array.of(1, 0, 0, 1, 1, 0, 0.25, 0.75) };
const clinician: Policy = { nStates: 2, nActions: 2, probability: Float64Array.of(0.3, 0.7, 0.2, 0.8) };

describe('advisedPolicy', () => {
  it('carries over what the clinician is about to do', () => {
    expect(advisedPolicy(clinician, advice).probability).toBeAllClose([0.3, 0.7, 0.4, 0.6], { rtol: 1e-12 });
  });

  it('keeps what the clinician sees and the advice does not', () => {
    const space = (nStates: number, name: string): Abstraction['from'] => ({
      ...createEnv('two-armed').spaces[0],
      nStates,
      name,
    });
    const map = Uint32Array.of(1, 0, 1);
    const abstraction = { from: space(3, 'fine'), to: space(2, 'coarse'), map, interior: map };
    const fine = { nStates: 3, nActions: 2, probability: Float64Array.of(0, 1, 0.5, 0.5, 0.6, 0.4) };
    expect(advisedPolicy(fine, advice, abstraction).probability).toBeAllClose([0.25, 0.75, 0.5, 0.5, 0.7, 0.3], {
      rtol: 1e-12,
    });
    expect(() => advisedPolicy(fine, { ...advice, space: 'other' }, abstraction)).toThrow(
      "advisedPolicy: advice must be over space 'coarse', got 'other'",
    );
    expect(() => advisedPolicy({ ...fine, space: 'other' }, advice, abstraction)).toThrow(
      "advisedPolicy: policy must be over space 'fine', got 'other'",
    );
    expect(() => advisedPolicy(clinician, advice, abstraction)).toThrow('policy must have 3 states and 2 actions');
  });

  it('is the clinician where the advice leaves alone, exactly', () => {
    const env = createEnv('sepsis');
    const physician = createPolicy('physician', env.exactModel!());
    const abstraction = abstractionBetween(env, env.spaces[0].name, 'projected');
    const alone = identityAdvice(abstraction.to.nStates, env.nActions);
    expect(advisedPolicy(physician, alone, abstraction).probability).toEqual(physician.probability);
  });

  it('says nothing where the clinician says nothing, and has the discount of the advice', () => {
    const undefinedRows = Uint8Array.of(1, 0);
    const advised = advisedPolicy({ ...clinician, undefinedRows, discount: 0.5 }, { ...advice, discount: 0.9 });
    expect([advised.undefinedRows, advised.discount]).toEqual([undefinedRows, 0.9]);
  });

  it('asks for sizes that agree', () => {
    expect(() => advisedPolicy(clinician, identityAdvice(3, 2))).toThrow(
      'advisedPolicy: advice must have 2 states and 2 actions, got 3 and 2',
    );
  });
});
