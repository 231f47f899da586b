import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { comparisonCost } from '../../../src/counterfactual/multistep/comparisonCost.js';
import { policyRuns } from '../../../src/counterfactual/multistep/policyRuns.js';
import { returnDifference } from '../../../src/counterfactual/multistep/returnDifference.js';
import { policyOfSteps } from '../../../src/mdp/overTime/policyOfSteps.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { oneAction } from '../../support/oneAction.js';
import { anyPolicy, smallMdp } from '../../support/generators.js';

const problem = smallMdp({ maxStates: 5 }).chain((mdp) =>
  fc.record({
    mdp: fc.constant(mdp),
    behaviour: anyPolicy(mdp),
    target: fc.oneof(anyPolicy(mdp), fc.array(anyPolicy(mdp), { minLength: 6, maxLength: 6 }).map(policyOfSteps)),
  }),
);

describe('comparisonCost', () => {
  test('is by hand of the living states and of the rows that the policies take', () => {
    const stay = [{ next: 0, p: 1 }];
    const model = oneAction([[{ next: 0, p: 0.5 }, { next: 2, p: 0.5 }], stay, []]); // prettier-ignore
    const only = { nStates: 3, nActions: 1, probability: Float64Array.of(1, 1, 1) };
    // Two living states, 3 entries; tables of 9 pairs of states, 20 bytes each.
    expect(comparisonCost(model, { behaviour: only, target: only })).toEqual({ pairs: 4, cells: 2.25, bytes: 180 });
    const ended = oneAction([[], []]);
    const none = { nStates: 2, nActions: 1, probability: Float64Array.of(1, 1) };
    expect(comparisonCost(ended, { behaviour: none, target: none })).toEqual({ pairs: 0, cells: 0, bytes: 80 });
  });

  test.prop([problem], { numRuns: 100 })('is never less than what is done', ({ mdp, behaviour, target }) => {
    const { pairs, cells } = comparisonCost(mdp, { behaviour, target });
    const { nPairs } = returnDifference(mdp, { behaviour, target }, completeMechanism(independent()), { horizon: 6 });
    expect(nPairs).toBeLessThanOrEqual(pairs);
    const [steps, others] = [behaviour, target].map((policy) => policyRuns(mdp, policy, 6, 1).next.length);
    expect(steps * others).toBeLessThanOrEqual(pairs * cells * (1 + 1e-9));
  });
});
