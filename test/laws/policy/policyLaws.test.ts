import { describe, expect, test } from 'vitest';
import { definedPolicy, policies } from '../../../policies/registry.js';
import { uniform } from '../../../policies/uniform.js';
import { type PolicyMaker, checkPolicyMaker, policyLaws } from '../../../src/laws/index.js';
import type { Policy } from '../../../src/mdp/policy.js';

const members = policies.map((definition): PolicyMaker => ({
  name: definition.name,
  ...(definition.create && { create: (mdp) => definedPolicy(definition, mdp) }),
  ...(definition.estimate && { estimate: (log) => definedPolicy(definition, log) }),
}));

describe.each(members)('$name', (maker) => {
  test.each(policyLaws.map((law) => [law.name, law] as const))('%s', (_name, law) => {
    law.assert(maker);
  });
});

const failing = (create: NonNullable<PolicyMaker['create']>): string[] =>
  checkPolicyMaker({ name: 'mine', create })
    .laws.filter(({ verdict }) => verdict === 'fails')
    .map(({ law }) => law);

test('finds what breaks each law', () => {
  expect(failing(() => uniform(2, 2))).toEqual(['shape']);
  expect(failing(({ nStates, nActions }) => ({ ...uniform(nStates, nActions), space: 'other' }))).toEqual(['shape']);
  const half = ({ nStates, nActions }: Pick<Policy, 'nStates' | 'nActions'>): Policy => ({
    ...{ nStates, nActions, probability: uniform(nStates, nActions).probability.map((p) => p / 2) },
  });
  expect(failing(half)).toEqual(['distributions']);
  let calls = 0;
  expect(
    failing(({ nStates, nActions }) => {
      const probability = new Float64Array(nStates * nActions);
      for (let s = 0; s < nStates; s++) probability[s * nActions + (calls % nActions)] = 1;
      calls++;
      return { nStates, nActions, probability };
    }),
  ).toEqual(['same twice']);
  expect(
    failing(({ nStates, nActions, reward }) => {
      reward[0] += 1;
      return uniform(nStates, nActions);
    }),
  ).toEqual(['leaves its input alone']);
  expect(
    failing(() => {
      throw new Error('no');
    }),
  ).toEqual(['made']);
});
